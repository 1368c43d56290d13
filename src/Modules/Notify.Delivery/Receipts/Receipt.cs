using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Receipts;

/// <summary>One reported fact, beside the delivery that it is about as it stands now.</summary>
internal sealed record Receipt
{
    public required Guid Id { get; init; }

    public required EnvironmentId EnvironmentId { get; init; }

    public required ProviderEventKind Kind { get; init; }

    /// <summary>The delivery that the provider named; <see langword="null"/> when it named none.</summary>
    public required Guid? DeliveryId { get; init; }

    /// <summary>The address that the provider named; <see langword="null"/> means the delivery's.</summary>
    public required string? Address { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required string? Code { get; init; }

    public required string? Reason { get; init; }

    /// <summary>The identifier of the integration that it came through; <see langword="null"/> when that was deleted.</summary>
    public required string? Integration { get; init; }

    /// <summary>The channel of that integration; <see langword="null"/> when that was deleted.</summary>
    public required string? Channel { get; init; }

    /// <summary>The delivery as it stands now; <see langword="null"/> when there is none, or not yet.</summary>
    public ReportedDelivery? Delivery { get; init; }
}

/// <summary>What a receipt needs to know of its delivery.</summary>
internal sealed record ReportedDelivery
{
    public required DeliveryId Id { get; init; }

    public required EnvironmentId EnvironmentId { get; init; }

    public required string Channel { get; init; }

    public required DeliveryStatus Status { get; init; }

    public required int Attempts { get; init; }

    public required string? Address { get; init; }

    public required string? TraceParent { get; init; }

    public required IReadOnlyList<ReportedNotification> Notifications { get; init; }
}

/// <summary>A notification that the delivery carries.</summary>
internal sealed record ReportedNotification(NotificationId Id, string UserId, SubscriberId SubscriberId, Guid? JobId);
