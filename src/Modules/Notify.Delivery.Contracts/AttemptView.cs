using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>One call to a provider.</summary>
public sealed record AttemptView
{
    /// <summary>Gets the delivery that it was made for.</summary>
    public required DeliveryId DeliveryId { get; init; }

    /// <summary>Gets its number within the delivery, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Gets the integration that was used; <see langword="null"/> when it was simulated.</summary>
    public IntegrationId? IntegrationId { get; init; }

    /// <summary>Gets when the call began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when its outcome was known; <see langword="null"/> while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Gets what came of it.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>Gets the stable code of a failure.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason of a failure for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId { get; init; }
}
