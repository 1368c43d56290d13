using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>A batch that was accepted.</summary>
public sealed record BatchAcceptance
{
    /// <summary>Gets the job that tells how far it is.</summary>
    public required JobId JobId { get; init; }

    /// <summary>Gets the number of recipients.</summary>
    public required int Total { get; init; }

    /// <summary>
    /// Gets one id per recipient in the caller's order, when the batch is small enough to be made at once; <see langword="null"/> in the
    /// place of a recipient who does not exist. <see langword="null"/> altogether for a background job.
    /// </summary>
    public IReadOnlyList<NotificationId?>? NotificationIds { get; init; }

    /// <summary>Gets when a batch above the rate limit starts; <see langword="null"/> when it was within the limit.</summary>
    public DateTimeOffset? DelayedUntil { get; init; }
}
