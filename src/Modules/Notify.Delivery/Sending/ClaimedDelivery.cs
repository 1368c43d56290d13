using Notify.Content.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>A delivery that this dispatcher, and nobody else, may hand to a provider now.</summary>
internal sealed record ClaimedDelivery
{
    public required DeliveryId Id { get; init; }

    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>The number of this claim; an outcome is recorded only while it is the latest.</summary>
    public required int Fence { get; init; }

    /// <summary>The number of this attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The last attempt that is allowed, when a person asked for it; otherwise the preset says.</summary>
    public required int? AttemptLimit { get; init; }

    public required string Channel { get; init; }

    public required Priority Priority { get; init; }

    public required string Address { get; init; }

    public required bool Simulated { get; init; }

    /// <summary>The integration that the claim was made for; none when it is simulated or there is none.</summary>
    public required IntegrationId? IntegrationId { get; init; }

    /// <summary>The integrations that may carry it; <see langword="null"/> leaves it to the channel's order.</summary>
    public required string? Route { get; init; }

    /// <summary>Whether it was delivered before and is sent once more.</summary>
    public bool IsReplay { get; init; }

    public required string RetryPreset { get; init; }

    public required DateTimeOffset? Deadline { get; init; }

    /// <summary>What it carries; several for a digest.</summary>
    public required IReadOnlyList<CarriedNotification> Notifications { get; init; }

    public required string? TraceParent { get; init; }

    public required MessageContent Content { get; init; }
}
