namespace Notify.Delivery.Contracts;

/// <summary>What a look at an integration's provider found.</summary>
public sealed record IntegrationHealth
{
    /// <summary>Gets what was found.</summary>
    public required IntegrationHealthStatus Status { get; init; }

    /// <summary>Gets a stable code of what is wrong; <see langword="null"/> when nothing is.</summary>
    public string? Code { get; init; }

    /// <summary>Gets one sentence for a person; never a secret.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets how long the look took.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>Gets when it was taken.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Gets until when sends pass the integration over because too many failed; <see langword="null"/> while they do not.</summary>
    public DateTimeOffset? BreakerOpenUntil { get; init; }
}
