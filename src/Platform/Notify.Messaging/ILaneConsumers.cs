namespace Notify.Messaging;

/// <summary>Starts consumers that survive the broker's absence.</summary>
public interface ILaneConsumers
{
    /// <summary>
    /// Consumes a lane until <paramref name="stoppingToken"/> ends: declares the queue, connects again whenever the connection is lost,
    /// and hands over each message to be acknowledged when its work is committed.
    /// </summary>
    /// <param name="lane">What to consume.</param>
    /// <param name="prefetch">How many messages may be unacknowledged; the broker holds the rest.</param>
    /// <param name="onStarted">Told, at every start, how many messages were ready in the queue.</param>
    /// <param name="onMessage">Takes a message. Must not block; the next message of the lane waits for its return.</param>
    /// <param name="stoppingToken">Ends the consumer; what is not acknowledged goes back to the queue.</param>
    Task RunAsync(Lane lane, ushort prefetch, Action<uint> onStarted, Func<LaneMessage, ValueTask> onMessage, CancellationToken stoppingToken);
}
