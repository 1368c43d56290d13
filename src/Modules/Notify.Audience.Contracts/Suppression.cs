namespace Notify.Audience.Contracts;

/// <summary>An address that must not be used, and why.</summary>
public sealed record Suppression
{
    /// <summary>Gets the channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets why: <c>HARD_BOUNCE</c>, <c>COMPLAINT</c>, <c>UNSUBSCRIBED</c> or <c>MANUAL</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets the provider's code; <see langword="null"/> when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets who reported it: an integration's identifier, or <c>api</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Gets when it was added.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
