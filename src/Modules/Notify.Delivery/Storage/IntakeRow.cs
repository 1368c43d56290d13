using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Primitives;

namespace Notify.Delivery.Storage;

/// <summary>One accepted notification as it is stored.</summary>
internal sealed record IntakeRow
{
    public required Guid TriggerId { get; init; }

    public required Guid NotificationId { get; init; }

    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>What to say; <see langword="null"/> when the trigger was stored before, by its job.</summary>
    public required MessageContent? Content { get; init; }

    public required string? TraceParent { get; init; }

    public Guid? JobId { get; init; }

    public required Guid SubscriberId { get; init; }

    public required string UserId { get; init; }

    public required string Channel { get; init; }

    public required Priority Priority { get; init; }

    public (DateTimeOffset Until, HoldReason Reason)? Hold { get; init; }

    public DateTimeOffset? Deadline { get; init; }

    public required bool Simulated { get; init; }

    /// <summary>The timer that ends the hold; set exactly when there is a hold.</summary>
    public Guid? TimerId { get; init; }

    public required EventDraft Accepted { get; init; }
}
