using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// Topics over Redis pub/sub, one Redis subscription per topic and node. Redis keeps nothing: what is sent while a node is cut off
/// is lost to it, so that after every reconnect subscribers are told of a gap. A sender that is not sure whether its events went out
/// says <c>g</c> on the channel <c>{prefix}!gap</c>, with the same effect on all nodes.
/// </summary>
internal sealed partial class RedisTopics : ITopicEventSender, ITopicEventReceiver, IDisposable
{
    private const byte EventMark = (byte)'e';
    private const byte CompleteMark = (byte)'c';
    private const string GapTopic = "!gap";
    private readonly IConnectionMultiplexer redis;
    private readonly LocalTopics topics = new();
    private readonly Dictionary<string, Task> openings = new(StringComparer.Ordinal); // guarded by the gate of topics
    private readonly Action<RedisChannel, RedisValue> receive;
    private Task? gapNotices; // guarded by the gate of topics
    private readonly ILogger<RedisTopics> logger;
    private readonly string prefix;
    private readonly int bufferedEvents;

    public RedisTopics(IConnectionMultiplexer redis, RedisTopicPrefix prefix, IOptions<SubscriptionOptions> options, ILogger<RedisTopics> logger)
    {
        this.redis = redis;
        this.prefix = prefix.Value;
        this.logger = logger;
        bufferedEvents = options.Value.BufferedEvents;
        receive = Receive;
        redis.ConnectionRestored += OnConnectionRestored;
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

    public void Dispose() => redis.ConnectionRestored -= OnConnectionRestored;

    private void Open(string topicName)
    {
        gapNotices ??= SubscribeOrWaitForReconnectAsync(GapTopic);
        openings[topicName] = Task.WhenAll(gapNotices, SubscribeOrWaitForReconnectAsync(topicName));
    }

    private void Close(string topicName)
    {
        openings.Remove(topicName);
        _ = UnsubscribeAsync(topicName);
    }

    /// <summary>While Redis is away there is nothing to subscribe to; <see cref="OnConnectionRestored"/> does it then, and tells of the gap.</summary>
    private async Task SubscribeOrWaitForReconnectAsync(string topicName)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(prefix + topicName, receive);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            LogSubscribeFailed(exception);
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
        if (topicName == GapTopic)
        {
            topics.ForEach(OfferGap);
            return;
        }

        var isEvent = payload is [EventMark, ..];
        var message = isEvent ? new RedisMessage(topicName, payload.AsMemory(1)) : null;
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

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs restored)
    {
        if (restored.ConnectionType is ConnectionType.Subscription)
        {
            Task? notices = null;
            topics.ForEach(topicName =>
            {
                gapNotices = notices ??= SubscribeAnewAsync(GapTopic);
                openings[topicName] = ResumeAsync(topicName, notices);
            });
        }
    }

    /// <summary>Tells subscribers of the gap once nothing is missed any more: neither events, nor the notice that some may have been.</summary>
    private async Task ResumeAsync(string topicName, Task notices)
    {
        await SubscribeAnewAsync(topicName);
        await notices;
        OfferGap(topicName);
    }

    /// <summary>Leaves and subscribes, since only Redis' answer says from when on nothing is missed.</summary>
    private async Task SubscribeAnewAsync(string topicName)
    {
        var unsubscribed = UnsubscribeAsync(topicName);
        var subscribed = SubscribeOrWaitForReconnectAsync(topicName); // sent behind the other, on the same connection
        await unsubscribed;
        await subscribed;
    }

    private void OfferGap(string topicName)
    {
        foreach (var subscriber in topics.Of(topicName))
        {
            subscriber.OfferGap();
        }
    }

    [LoggerMessage(9101, LogLevel.Warning, "Redis did not take a subscription; it is made again when Redis is back.")]
    private partial void LogSubscribeFailed(Exception exception);

    [LoggerMessage(9102, LogLevel.Debug, "Redis did not take the end of a subscription.")]
    private partial void LogUnsubscribeFailed(Exception exception);
}

/// <summary>What the names of Redis channels begin with.</summary>
internal sealed record RedisTopicPrefix(string Value);
