using StackExchange.Redis;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// One topic's subscription. While it is interrupted what comes is dropped: handed out, it would hide what is missing before it. The end of an
/// interruption is told as a gap in one step with letting events through again.
/// </summary>
internal sealed class RedisSubscription(string topicName)
{
    private readonly Lock gate = new(); // taken before the gate of the topics, never inside it
    private volatile bool isInterrupted = true;
    private ChannelMessageQueue? queue; // that events are read from; guarded by the gate
    private long generation; // of the socket that it was whole on; guarded by the gate

    public string TopicName => topicName;

    /// <summary>Gets or sets the task that ends when it was tried to subscribe for the first time.</summary>
    public Task Opening { get; set; } = Task.CompletedTask;

    /// <summary>Gets or sets how far it has come. Only whoever opens or mends it sets it.</summary>
    public RedisSubscriptionState State { get; set; }

    /// <summary>Gets whether events are dropped now; read without the gate, so also from inside that of the topics.</summary>
    public bool IsInterrupted => isInterrupted;

    public void Interrupt()
    {
        lock (gate)
        {
            isInterrupted = true;
        }
    }

    /// <summary>Lets events of one socket through, if it is whole on it; <paramref name="offerGap"/> tells that some may be missing.</summary>
    public void TryResume(long socket, Func<bool> isStillWhole, Action? offerGap)
    {
        lock (gate)
        {
            if (isInterrupted && isStillWhole())
            {
                offerGap?.Invoke();
                generation = socket;
                isInterrupted = false;
            }
        }
    }

    /// <summary>Reads from another queue from here on.</summary>
    /// <returns>The one before.</returns>
    public ChannelMessageQueue? Read(ChannelMessageQueue next)
    {
        lock (gate)
        {
            var before = queue;
            queue = next;
            return before;
        }
    }

    /// <summary>Hands an event out, unless some before it may be missing.</summary>
    /// <returns>Whether nothing has to be mended that was whole before.</returns>
    public bool Receive(ChannelMessageQueue from, long socket, Action deliver)
    {
        lock (gate)
        {
            if (isInterrupted || from != queue)
            {
                return true; // somebody is at it
            }

            if (socket != generation)
            {
                isInterrupted = true;
                return false;
            }

            deliver();
            return true;
        }
    }
}

/// <summary>How far a subscription has come.</summary>
internal enum RedisSubscriptionState
{
    /// <summary>Redis was asked and has not answered.</summary>
    Opening,

    /// <summary>The client holds it, and makes it again by itself whenever its connection is back.</summary>
    Held,

    /// <summary>Redis was away when it was asked: it must be asked again.</summary>
    Refused,
}
