namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// One topic's subscription. While it is interrupted what comes is dropped: handed out, it would hide what is missing before it. The end of an
/// interruption is told as a gap in one step with letting events through again.
/// </summary>
internal sealed class RedisSubscription(string topicName)
{
    private readonly Lock gate = new(); // taken before the gate of the topics, never inside it
    private volatile bool isInterrupted = true;

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

    /// <summary>Lets events through, if nothing has failed since; <paramref name="offerGap"/> tells that some may be missing.</summary>
    public void TryResume(Func<bool> isStillWhole, Action? offerGap)
    {
        lock (gate)
        {
            if (isInterrupted && isStillWhole())
            {
                offerGap?.Invoke();
                isInterrupted = false;
            }
        }
    }

    public void Receive(Action deliver)
    {
        lock (gate)
        {
            if (!isInterrupted)
            {
                deliver();
            }
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
