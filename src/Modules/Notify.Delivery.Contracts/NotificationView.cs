using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>A notification as callers see it.</summary>
public sealed record NotificationView
{
    /// <summary>Gets the id.</summary>
    public required NotificationId Id { get; init; }

    /// <summary>Gets the recipient, by the id that callers use.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the urgency.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Gets where it stands.</summary>
    public required NotificationStatus Status { get; init; }

    /// <summary>Gets whether a provider is being called right now.</summary>
    public required bool IsSending { get; init; }

    /// <summary>Gets when it was accepted.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Gets when it was delivered, or accepted by the provider; <see langword="null"/> before.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Gets when it failed; <see langword="null"/> when it did not.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Gets why it failed, was skipped or waits: a stable code.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets how often a provider was called.</summary>
    public required int Attempts { get; init; }

    /// <summary>Gets whether providers were left out.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Gets the caller's own data as JSON text; <see langword="null"/> when none was given.</summary>
    public string? MetadataJson { get; init; }
}
