using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>One message to one endpoint, as callers see it. The address itself is not shown.</summary>
public sealed record DeliveryView
{
    /// <summary>Gets the id.</summary>
    public required DeliveryId Id { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets where it stands.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>Gets why it failed, was skipped or waits: a stable code.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets how often a provider was called.</summary>
    public required int Attempts { get; init; }

    /// <summary>Gets the integration that was used last; <see langword="null"/> before the first call.</summary>
    public IntegrationId? IntegrationId { get; init; }

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>Gets whether providers are left out.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Gets in how many parts it was sent; <see langword="null"/> where that means nothing, or before.</summary>
    public int? Segments { get; init; }

    /// <summary>Gets when it became ready to be sent.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Gets when the provider accepted it; <see langword="null"/> before.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Gets when it arrived; <see langword="null"/> before, and where nobody can tell.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Gets when it failed; <see langword="null"/> when it did not.</summary>
    public DateTimeOffset? FailedAt { get; init; }
}
