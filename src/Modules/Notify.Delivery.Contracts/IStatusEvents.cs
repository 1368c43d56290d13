using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>
/// Reads events again from where they are kept, for those who follow them live and were away. Live they are told over Redis
/// pub/sub, on the channel <see cref="ChannelPrefix"/> + <see cref="StatusSubject.Topic"/>: <c>e</c> and the <see cref="StatusEvent"/> as JSON.
/// When some may have been lost on the way, <c>g</c> is told on <see cref="GapChannel"/>, and everybody reads again from the last they have.
/// </summary>
public interface IStatusEvents
{
    /// <summary>What the names of all live channels begin with.</summary>
    const string ChannelPrefix = "notify:topic:";

    /// <summary>The channel on which lost events are told of.</summary>
    const string GapChannel = ChannelPrefix + "!gap";

    /// <summary>Reads what happened after a position, in order, up to now.</summary>
    /// <param name="subject">Whose events.</param>
    /// <param name="after">The position of the last event that the reader has; 0 for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<StatusEvent> ReadAfterAsync(StatusSubject subject, long after, CancellationToken cancellationToken);

    /// <summary>Finds the position of the environment's last event; 0 when there is none.</summary>
    Task<long> FindLastPositionAsync(EnvironmentId environmentId, CancellationToken cancellationToken);
}
