using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>What was accepted. It exists only after the commit.</summary>
public sealed record Acceptance
{
    /// <summary>Gets the notification's id.</summary>
    public required NotificationId NotificationId { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets when it was accepted, UTC, to the millisecond.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Gets when a send above the rate limit leaves; <see langword="null"/> when it was within the limit.</summary>
    public DateTimeOffset? DelayedUntil { get; init; }
}
