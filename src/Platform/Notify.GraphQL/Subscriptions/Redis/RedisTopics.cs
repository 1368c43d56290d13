using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// Topics over Redis pub/sub, one Redis subscription per topic and node. Redis keeps nothing: what is sent while a node is cut off
/// is lost to it, so that after every reconnect, once a topic is proved whole, its subscribers are told of a gap. A sender that is not sure whether its events went out
/// says <c>g</c> on the channel <c>{prefix}!gap</c>, with the same effect on all nodes.
/// </summary>
internal sealed partial class RedisTopics : ITopicEventSender, ITopicEventReceiver, IDisposable
{
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(250); // how often a broken topic is mended and probed again
    private const byte EventMark = (byte)'e';
    private const byte CompleteMark = (byte)'c';
    private const string GapTopic = "!gap";
    private readonly IConnectionMultiplexer redis;
    private readonly LocalTopics topics = new();
    private readonly Dictionary<string, Task> openings = new(StringComparer.Ordinal); // guarded by the gate of topics
    private readonly Interruptions interruptions = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly Action<RedisChannel, RedisValue> receive;
    private readonly TimeProvider timeProvider;
    private Task? gapNotices; // guarded by the gate of topics
    private readonly ILogger<RedisTopics> logger;
    private readonly string prefix;
    private readonly int bufferedEvents;

    public RedisTopics(
        IConnectionMultiplexer redis,
        RedisTopicPrefix prefix,
        IOptions<SubscriptionOptions> options,
        TimeProvider timeProvider,
        ILogger<RedisTopics> logger)
    {
        this.timeProvider = timeProvider;
        this.redis = redis;
        this.prefix = prefix.Value;
        this.logger = logger;
        bufferedEvents = options.Value.BufferedEvents;
        receive = Receive;
        redis.ConnectionFailed += OnConnectionChanged;
        redis.ConnectionRestored += OnConnectionChanged;
    }

    public async ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var json = JsonSerializer.SerializeToUtf8Bytes(message, RedisMessage.Format);
        byte[] payload = [EventMark, .. json];
        await redis.GetSubscriber().PublishAsync(prefix + topicName, payload).WaitAsync(cancellationToken);
    }

    public async ValueTask CompleteAsync(string topicName) =>
        await redis.GetSubscriber().PublishAsync(prefix + topicName, new[] { CompleteMark });

    public async ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var subscriber = new TopicSubscriber<TMessage>(bufferedEvents, leaving => topics.Remove(topicName, leaving, Close));
        Task opening = Task.CompletedTask;
        topics.Add(topicName, subscriber, Open, () => opening = openings[topicName]);
        try
        {
            await opening.WaitAsync(cancellationToken);
            return subscriber;
        }
        catch (OperationCanceledException)
        {
            await subscriber.DisposeAsync();
            throw;
        }
    }

    public void Dispose()
    {
        redis.ConnectionFailed -= OnConnectionChanged;
        redis.ConnectionRestored -= OnConnectionChanged;
        disposed.Cancel();
        disposed.Dispose();
    }

    private void Open(string topicName)
    {
        gapNotices ??= OpenAsync(GapTopic);
        openings[topicName] = Task.WhenAll(gapNotices, OpenAsync(topicName));
    }

    private void Close(string topicName)
    {
        openings.Remove(topicName);
        interruptions.Forget(topicName);
        _ = UnsubscribeAsync(topicName);
    }

    /// <summary>While Redis is away there is nothing to subscribe to: the subscription begins interrupted.</summary>
    private async Task OpenAsync(string topicName)
    {
        if (!await TrySubscribeAsync(topicName) || !redis.GetSubscriber().IsConnected(prefix + topicName))
        {
            Interrupt(topicName);
        }
    }

    private async Task<bool> TrySubscribeAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(prefix + topicName, receive);
            return true;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogSubscribeFailed(exception);
            return false;
        }
    }

    private async Task UnsubscribeAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().UnsubscribeAsync(prefix + topicName, receive);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogUnsubscribeFailed(exception);
        }
    }

    private void Receive(RedisChannel channel, RedisValue value)
    {
        byte[] payload = value;
        var topicName = ((string)channel)[prefix.Length..];
        if (Interruptions.IsProbe(payload))
        {
            if (interruptions.TryEnd(topicName, payload))
            {
                OfferGap(topicName);
            }
        }
        else if (topicName == GapTopic)
        {
            OfferGap(GapTopic);
        }
        else if (!interruptions.Has(topicName)) // else something is missing before it, and whoever replays finds both
        {
            Deliver(topicName, payload);
        }
    }

    private void Deliver(string topicName, byte[] payload)
    {
        var message = payload is [EventMark, ..] ? new RedisMessage(topicName, payload.AsMemory(1)) : null;
        foreach (var subscriber in topics.Of(topicName))
        {
            if (message is not null)
            {
                subscriber.Offer(message);
            }
            else
            {
                subscriber.Complete();
            }
        }
    }

    /// <summary>Takes every topic for broken, at the failure already: events behind it must not pass for the next ones.</summary>
    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change)
    {
        if (change.ConnectionType is ConnectionType.Subscription)
        {
            topics.ForEach(Interrupt);
            Interrupt(GapTopic);
        }
    }

    private void Interrupt(string topicName)
    {
        if (!disposed.IsCancellationRequested && interruptions.Begin(topicName))
        {
            _ = MendAsync(topicName, disposed.Token);
        }
    }

    /// <summary>Subscribes anew and sends a probe through the topic, until it comes back.</summary>
    private async Task MendAsync(string topicName, CancellationToken stoppingToken)
    {
        try
        {
            using var interval = new PeriodicTimer(ProbeInterval, timeProvider);
            while (interruptions.Has(topicName))
            {
                var unsubscribed = UnsubscribeAsync(topicName);
                var subscribed = TrySubscribeAsync(topicName); // sent behind the other, on the same connection
                await unsubscribed;
                if (await subscribed)
                {
                    await ProbeAsync(topicName);
                }

                await interval.WaitForNextTickAsync(stoppingToken);
            }

            if (topicName != GapTopic && topics.Of(topicName).Length == 0)
            {
                await UnsubscribeAsync(topicName); // everybody left while it was mended
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // nobody is left to mend it for
        }
    }

    private async Task ProbeAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().PublishAsync(prefix + topicName, interruptions.NewProbe(topicName));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or ObjectDisposedException)
        {
            LogSubscribeFailed(exception);
        }
    }

    /// <summary>Tells the subscribers of a topic, or of all when it is <see cref="GapTopic"/>, that events may be missing.</summary>
    private void OfferGap(string topicName)
    {
        if (topicName == GapTopic)
        {
            topics.ForEach(OfferGap);
            return;
        }

        foreach (var subscriber in topics.Of(topicName))
        {
            subscriber.OfferGap();
        }
    }

    [LoggerMessage(9101, LogLevel.Warning, "Redis did not take a subscription; it is tried again until Redis is back.")]
    private partial void LogSubscribeFailed(Exception exception);

    [LoggerMessage(9102, LogLevel.Debug, "Redis did not take the end of a subscription.")]
    private partial void LogUnsubscribeFailed(Exception exception);
}

/// <summary>What the names of Redis channels begin with.</summary>
internal sealed record RedisTopicPrefix(string Value);
