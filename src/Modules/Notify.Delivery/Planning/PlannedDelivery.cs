using Notify.Delivery.Contracts;
using Notify.Delivery.Events;

namespace Notify.Delivery.Planning;

/// <summary>A delivery as planning stores it.</summary>
internal sealed record PlannedDelivery
{
    public required Guid DeliveryId { get; init; }

    public required PlannableNotification Notification { get; init; }

    /// <summary>The address; <see langword="null"/> exactly when nothing will be tried.</summary>
    public required string? Address { get; init; }

    public required DeliveryStatus Status { get; init; }

    /// <summary>The integrations that may carry it; <see langword="null"/> leaves it to the channel's order.</summary>
    public string? Route { get; init; }

    /// <summary>Whether anything of the notification will be tried.</summary>
    public required bool NotificationProceeds { get; init; }

    public required string? Reason { get; init; }

    public required string RetryPreset { get; init; }

    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>The event that tells of a skip; <see langword="null"/> when there is none.</summary>
    public required EventDraft? Skipped { get; init; }
}
