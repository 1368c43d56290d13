namespace Notify.Audience.Contracts;

/// <summary>An address as stored.</summary>
public sealed record Endpoint
{
    /// <summary>Gets the channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the plugin that the address belongs to; <see langword="null"/> means any of the channel.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets when a provider reported the address gone; <see langword="null"/> while it counts as good.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>Gets the provider's code; <see langword="null"/> while it counts as good.</summary>
    public string? GoneReason { get; init; }
}
