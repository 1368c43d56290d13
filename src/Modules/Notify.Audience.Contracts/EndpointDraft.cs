namespace Notify.Audience.Contracts;

/// <summary>An address as a caller gives it.</summary>
public sealed record EndpointDraft
{
    /// <summary>Gets the channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address, of 1 to 4,096 characters: whatever the channel uses.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the plugin that the address belongs to; <see langword="null"/> means whichever plugin of the channel takes such an address.</summary>
    public string? Provider { get; init; }
}
