namespace Notify.Redis.Broadcast;

/// <summary>Tells whoever listens now, by Redis pub/sub. Nothing is kept.</summary>
public interface IBroadcast
{
    /// <summary>Tells messages in their order, all at once.</summary>
    /// <param name="messages">Channel and message.</param>
    /// <param name="cancellationToken">Ends the wait for Redis' answer.</param>
    /// <returns><see langword="false"/> when Redis is away or did not confirm all; then some may have been told.</returns>
    ValueTask<bool> TryTellAsync(IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> messages, CancellationToken cancellationToken);
}
