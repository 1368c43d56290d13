using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// Topics over Redis pub/sub, one Redis subscription per topic and node. Redis keeps nothing: what is sent while a node is cut off
/// is lost to it, so that after every reconnect, once a topic is proved whole, its subscribers are told of a gap. A sender that is
/// not sure whether its events went out says <c>g</c> on the channel <c>{prefix}!gap</c>, with the same effect on all nodes.
/// </summary>
internal sealed partial class RedisTopics : ITopicEventSender, ITopicEventReceiver, IDisposable
{
    private const byte EventMark = (byte)'e';
    private const byte CompleteMark = (byte)'c';
    private const string GapTopic = "!gap";
    private readonly IConnectionMultiplexer redis;
    private readonly LocalTopics topics = new();
    private readonly Dictionary<string, Task> openings = new(StringComparer.Ordinal); // guarded, like all that subscribes, by the gate of topics
    private readonly Interruptions interruptions = new();
    private readonly CancellationTokenSource disposed = new();
    private readonly CancellationToken stoppingToken;
    private readonly Action<RedisChannel, RedisValue> receive;
    private readonly TimeProvider timeProvider;
    private readonly ILogger<RedisTopics> logger;
    private readonly string prefix;
    private readonly int bufferedEvents;
    private readonly TimeSpan answerTimeout;

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
        answerTimeout = TimeSpan.FromMilliseconds(redis.TimeoutMilliseconds); // which the client itself keeps for synchronous calls only
        stoppingToken = disposed.Token;
        receive = Receive;
        redis.ConnectionFailed += OnConnectionChanged;
        redis.ConnectionRestored += OnConnectionChanged;
    }

    public async ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var json = JsonSerializer.SerializeToUtf8Bytes(message, RedisMessage.Format);
        byte[] payload = [EventMark, .. json];
        await PublishAsync(topicName, payload, cancellationToken);
    }

    public async ValueTask CompleteAsync(string topicName) => await PublishAsync(topicName, [CompleteMark]);

    public async ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var subscriber = new TopicSubscriber<TMessage>(bufferedEvents, leaving => topics.Remove(topicName, leaving, Close));
        Task opening = Task.CompletedTask;
        topics.Add(topicName, subscriber, onAdded: () => opening = Task.WhenAll(Open(GapTopic), Open(topicName)));
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

    /// <summary>Subscribes to a topic that is not open yet. Once only: Redis's client would hand a second handler everything twice.</summary>
    private Task Open(string topicName)
    {
        if (!openings.TryGetValue(topicName, out var opening))
        {
            openings[topicName] = Task.CompletedTask; // open from here on, so that what goes wrong at once is mended
            opening = openings[topicName] = OpenAsync(topicName);
        }

        return opening;
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
        if (!await TrySubscribeAsync(topicName) || redis.GetSubscriber().SubscribedEndpoint(ChannelOf(topicName)) is null)
        {
            Interrupt(topicName);
        }
    }

    private Task<long> PublishAsync(string topicName, byte[] payload, CancellationToken cancellationToken = default) =>
        redis.GetSubscriber().PublishAsync(ChannelOf(topicName), payload).WaitAsync(answerTimeout, timeProvider, cancellationToken);

    private RedisChannel ChannelOf(string topicName) => RedisChannel.Literal(prefix + topicName);

    private static bool IsAway(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    private async Task<bool> TrySubscribeAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(ChannelOf(topicName), receive).WaitAsync(answerTimeout, timeProvider);
            return true;
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogSubscribeFailed(exception);
            return false;
        }
    }

    private async Task UnsubscribeAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().UnsubscribeAsync(ChannelOf(topicName), receive).WaitAsync(answerTimeout, timeProvider);
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogUnsubscribeFailed(exception);
        }
    }

    private void Receive(RedisChannel channel, RedisValue value)
    {
        var payload = (byte[]?)value ?? [];
        var topicName = channel.ToString()[prefix.Length..];
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
