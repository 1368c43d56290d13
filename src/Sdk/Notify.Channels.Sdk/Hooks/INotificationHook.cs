namespace Notify.Channels.Sdk;

/// <summary>
/// Optional ability of an <see cref="IChannelPlugin"/>: hears in process of every delivery that was sent and every attempt that failed, on all
/// channels of the installation. Called after the fact is stored, in no promised order, possibly concurrently.
/// </summary>
/// <remarks>
/// A hook cannot delay, change or break a delivery: it runs beside it, has one second, and what it throws is logged and forgotten. When hooks
/// are slower than the traffic, notices are dropped and counted. Whoever must not miss one reads the published events instead.
/// </remarks>
public interface INotificationHook
{
    /// <summary>Tells that a provider took a message.</summary>
    /// <param name="notice">Who was told, and how.</param>
    /// <param name="cancellationToken">Ends after one second.</param>
    ValueTask OnSentAsync(SentNotice notice, CancellationToken cancellationToken);

    /// <summary>Tells that one attempt failed, whether or not another follows.</summary>
    /// <param name="notice">What was tried, and why it failed.</param>
    /// <param name="cancellationToken">Ends after one second.</param>
    ValueTask OnAttemptFailedAsync(AttemptFailedNotice notice, CancellationToken cancellationToken);
}
