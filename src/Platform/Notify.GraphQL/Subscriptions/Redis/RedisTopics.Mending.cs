using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>What a node does about topics that it may have missed events of.</summary>
internal sealed partial class RedisTopics
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250); // until it is looked again whether all is whole
    private readonly SemaphoreSlim restored = new(0);
    private readonly HashSet<string> left = new(StringComparer.Ordinal); // topics the client may still hold though everybody has left; guarded by the gate of topics
    private bool isMending; // guarded by the gate of topics

    /// <summary>
    /// Gets how many sockets the subscriptions have had. The client tells of a lost connection by an event, which may come later than what the
    /// next connection brings; the count changes before anything can come.
    /// </summary>
    private long Generation => redis.GetCounters().Subscription.SocketCount;

    /// <summary>Takes every topic for broken, at the failure already: events behind it must not pass for the next ones.</summary>
    private void OnConnectionChanged(object? sender, ConnectionFailedEventArgs change)
    {
        if (change.ConnectionType is ConnectionType.Subscription)
        {
            Snapshot().ForEach(static subscription => subscription.Interrupt());
            restored.Release();
            Mend();
        }
    }

    private void Mend() => topics.Exclusively(() =>
    {
        if (!isMending && !stoppingToken.IsCancellationRequested)
        {
            isMending = true;
            _ = Task.Run(MendAsync, CancellationToken.None);
        }
    });

    private async Task MendAsync()
    {
        try
        {
            while (!await TryMendAsync())
            {
                await restored.WaitAsync(LongestWait, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // nobody is left to mend it for
        }
    }

    /// <summary>
    /// Ends what interruptions it can. The client subscribes again by itself; an answer that came over the subscriptions' connection, after which Redis is still
    /// known to have the topic on the same socket, proves it whole.
    /// </summary>
    /// <returns>Whether nothing is left to mend.</returns>
    private async Task<bool> TryMendAsync()
    {
        var seen = Generation;
        var broken = Snapshot().FindAll(static subscription => subscription.IsInterrupted);
        foreach (var subscription in broken.Where(static subscription => subscription.State is RedisSubscriptionState.Refused))
        {
            await ResubscribeAsync(subscription);
        }

        if (await TryPingAsync())
        {
            foreach (var subscription in broken.Where(static subscription => subscription.State is RedisSubscriptionState.Held))
            {
                await RenewAsync(subscription);
                subscription.TryResume(seen, () => IsWhole(subscription, seen), () => OfferGap(subscription.TopicName));
            }

            await LeaveAgainAsync();
        }

        var isDone = false;
        topics.Exclusively(() =>
        {
            isDone = left.Count == 0 && subscriptions.Values.All(static subscription => !subscription.IsInterrupted);
            isMending = !isDone;
        });
        return isDone;
    }

    private async Task ResubscribeAsync(RedisSubscription subscription)
    {
        var (unsubscribed, subscribed) = (Task.CompletedTask, Task.CompletedTask);
        topics.Exclusively(() =>
        {
            if (subscriptions.GetValueOrDefault(subscription.TopicName) == subscription) // else the last subscriber has just left
            {
                unsubscribed = UnsubscribeAsync(subscription.TopicName); // what the client kept of the first try
                subscribed = SubscribeAsync(subscription);
            }
        });
        await Task.WhenAll(unsubscribed, subscribed);
    }

    /// <summary>Reads from a new queue. What is left in the one before may have come by the lost connection, and must not be taken for the next events.</summary>
    private async Task RenewAsync(RedisSubscription subscription)
    {
        var subscribed = Task.CompletedTask;
        topics.Exclusively(() =>
        {
            if (subscriptions.GetValueOrDefault(subscription.TopicName) == subscription)
            {
                subscribed = SubscribeAsync(subscription);
            }
        });
        await subscribed;
    }

    /// <summary>Takes down again what Redis was not there to be told of: the client would make it anew.</summary>
    private async Task LeaveAgainAsync()
    {
        List<Task> leaving = [];
        topics.Exclusively(() =>
        {
            leaving.AddRange(left.Except(subscriptions.Keys).Select(LeaveAgainAsync));
            left.Clear(); // whoever fails again comes back
        });
        await Task.WhenAll(leaving);
    }

    /// <summary>Subscribes to a topic first: the client says nothing to Redis about one that it does not know.</summary>
    private async Task LeaveAgainAsync(string topicName)
    {
        try
        {
            var queue = await redis.GetSubscriber().SubscribeAsync(ChannelOf(topicName)).WaitAsync(answerTimeout, timeProvider);
            var leaving = Task.CompletedTask;
            topics.Exclusively(() => leaving = LeaveAsync(topicName, () => queue.UnsubscribeAsync())); // only this queue: somebody may have come
            await leaving;
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogUnsubscribeFailed(exception);
            topics.Exclusively(() => left.Add(topicName));
        }
    }

    private bool IsWhole(RedisSubscription subscription, long generation) =>
        redis.GetSubscriber().SubscribedEndpoint(ChannelOf(subscription.TopicName)) is not null && Generation == generation;

    private async Task<bool> TryPingAsync()
    {
        try
        {
            await redis.GetSubscriber().PingAsync().WaitAsync(answerTimeout, timeProvider, stoppingToken);
            return true;
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogPingFailed(exception);
            return false;
        }
    }

    private List<RedisSubscription> Snapshot()
    {
        List<RedisSubscription> all = [];
        topics.Exclusively(() => all.AddRange(subscriptions.Values));
        return all;
    }

    [LoggerMessage(9103, LogLevel.Debug, "Redis did not answer on the connection of subscriptions; it is asked again until it is back.")]
    private partial void LogPingFailed(Exception exception);
}
