namespace Notify.Audience.Contracts;

/// <summary>A subscriber as stored.</summary>
public sealed record Subscriber
{
    /// <summary>Gets the id that the caller chose.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Gets what the caller said.</summary>
    public required SubscriberProfile Profile { get; init; }

    /// <summary>Gets the channels whose address a provider reported gone; setting the address anew clears it.</summary>
    public required IReadOnlyList<string> GoneChannels { get; init; }

    /// <summary>Gets every address with what became of it, in the order of the channels' ids.</summary>
    public required IReadOnlyList<Endpoint> Endpoints { get; init; }

    /// <summary>Gets when the subscriber was first stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the subscriber was last replaced.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
