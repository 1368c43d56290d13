using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// Topics over Redis pub/sub, one Redis subscription per topic and node. Redis keeps nothing: what is sent while a node is cut off
/// is lost to it, so that after every reconnect, once Redis has answered behind the renewed subscriptions, subscribers are told of a gap. A sender that is
/// not sure whether its events went out says <c>g</c> on the channel <c>{prefix}!gap</c>, with the same effect on all nodes.
/// </summary>
internal sealed partial class RedisTopics : ITopicEventSender, ITopicEventReceiver, IDisposable
{
    private const byte EventMark = (byte)'e';
    private const byte CompleteMark = (byte)'c';
    private const string GapTopic = "!gap";
    private readonly IConnectionMultiplexer redis;
    private readonly LocalTopics topics = new();
    private readonly Dictionary<string, RedisSubscription> subscriptions = new(StringComparer.Ordinal); // guarded by the gate of topics
    private readonly CancellationTokenSource disposed = new();
    private readonly CancellationToken stoppingToken;
    private readonly TimeProvider timeProvider;
    private readonly ILogger<RedisTopics> logger;
    private readonly string prefix;
    private readonly int bufferedEvents;
    private readonly TimeSpan answerTimeout;
    private bool isDisposed;

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

    /// <summary>Ends what listens. It is known by two names to the container, which disposes it by each.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, true))
        {
            return;
        }

        redis.ConnectionFailed -= OnConnectionChanged;
        redis.ConnectionRestored -= OnConnectionChanged;
        disposed.Cancel();
        disposed.Dispose();
        restored.Dispose();
    }

    /// <summary>Subscribes to a topic that is not open yet. Once only: Redis's client would hand a second queue everything twice.</summary>
    private Task Open(string topicName)
    {
        if (!subscriptions.TryGetValue(topicName, out var subscription))
        {
            subscription = subscriptions[topicName] = new(topicName);
            subscription.Opening = OpenAsync(subscription);
        }

        return subscription.Opening;
    }

    private void Close(string topicName)
    {
        subscriptions.Remove(topicName);
        _ = UnsubscribeAsync(topicName);
    }

    /// <summary>While Redis is away there is nothing to subscribe to: the subscription begins interrupted.</summary>
    private async Task OpenAsync(RedisSubscription subscription)
    {
        await SubscribeAsync(subscription);
        if (subscription.IsInterrupted)
        {
            Mend();
        }
    }

    private Task<long> PublishAsync(string topicName, byte[] payload, CancellationToken cancellationToken = default) =>
        redis.GetSubscriber().PublishAsync(ChannelOf(topicName), payload).WaitAsync(answerTimeout, timeProvider, cancellationToken);

    private RedisChannel ChannelOf(string topicName) => RedisChannel.Literal(prefix + topicName);

    private static bool IsAway(Exception exception) => exception is RedisException or TimeoutException or ObjectDisposedException;

    private async Task SubscribeAsync(RedisSubscription subscription)
    {
        var isFirst = subscription.State is RedisSubscriptionState.Opening;
        var seen = Generation;
        try
        {
            // A queue hands out in order; a handler would be called by several threads at once.
            var queue = await redis.GetSubscriber().SubscribeAsync(ChannelOf(subscription.TopicName)).WaitAsync(answerTimeout, timeProvider);
            subscription.State = RedisSubscriptionState.Held;
            if (isFirst)
            {
                subscription.TryResume(seen, () => IsWhole(subscription, seen), offerGap: null);
            }

            var discarded = subscription.Read(queue);
            queue.OnMessage(message =>
            {
                if (!subscription.Receive(queue, Generation, () => Receive(subscription.TopicName, (byte[]?)message.Message ?? [])))
                {
                    Mend();
                }
            });
            await (discarded?.UnsubscribeAsync() ?? Task.CompletedTask).WaitAsync(answerTimeout, timeProvider); // from the client only: the topic stays
        }
        catch (Exception exception) when (IsAway(exception))
        {
            subscription.State = RedisSubscriptionState.Refused;
            LogSubscribeFailed(exception);
        }
    }

    /// <summary>Takes down all that the client holds of a topic.</summary>
    private Task UnsubscribeAsync(string topicName)
    {
        var channel = ChannelOf(topicName);
        return LeaveAsync(topicName, () => redis.GetSubscriber().UnsubscribeAsync(channel));
    }

    /// <summary>
    /// Tells Redis that a topic is left, now or once it is back. A client that is not connected takes this for done and says nothing to Redis, though it
    /// may have begun to subscribe again already.
    /// </summary>
    private async Task LeaveAsync(string topicName, Func<Task> unsubscribe)
    {
        var seen = Generation;
        var isHeld = redis.GetSubscriber().SubscribedEndpoint(ChannelOf(topicName)) is not null;
        try
        {
            await unsubscribe().WaitAsync(answerTimeout, timeProvider);
            if (isHeld && Generation == seen)
            {
                return;
            }
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogUnsubscribeFailed(exception);
        }

        topics.Exclusively(() => left.Add(topicName));
        Mend();
    }

    private void Receive(string topicName, byte[] payload)
    {
        if (topicName == GapTopic)
        {
            OfferGap(GapTopic);
        }
        else if (payload is [EventMark or CompleteMark, ..]) // nodes of an earlier version say other things too
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
