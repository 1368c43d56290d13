namespace Notify.Delivery.Outbox;

/// <summary>Publishes outbox entries right after their commit, off the committer's path.</summary>
internal interface IOutboxPump
{
    /// <summary>Takes entries that are committed. When it is behind, or the broker is away, they are left to the sweeper.</summary>
    void Announce(IReadOnlyList<OutboxEntry> committed);
}
