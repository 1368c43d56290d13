using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>A subscriber with everything that sending needs.</summary>
public sealed record Recipient
{
    /// <summary>Gets the internal key.</summary>
    public required SubscriberId Id { get; init; }

    /// <summary>Gets the environment that owns the subscriber.</summary>
    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>Gets the id that callers use.</summary>
    public required string ExternalId { get; init; }

    /// <summary>Gets the addresses on all channels, in the order they were given. Addresses known to be gone are left out.</summary>
    public required IReadOnlyList<RecipientEndpoint> Endpoints { get; init; }

    /// <summary>Gets the display name; <see langword="null"/> when unknown.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the language tag (BCP 47, lower case); <see langword="null"/> means the environment's default.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the IANA time zone; <see langword="null"/> means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the addresses on one channel.</summary>
    public IEnumerable<RecipientEndpoint> On(string channel) => Endpoints.Where(endpoint => endpoint.Channel == channel);
}
