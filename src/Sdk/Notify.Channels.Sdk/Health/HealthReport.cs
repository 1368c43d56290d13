namespace Notify.Channels.Sdk;

/// <summary>The answer of a health probe.</summary>
public sealed record HealthReport
{
    /// <summary>Gets whether the provider can take messages.</summary>
    public required HealthStatus Status { get; init; }

    /// <summary>Gets one sentence for a person: the host and port tried and what came back. Never a secret.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets a stable code of what is wrong; <see langword="null"/> when healthy.</summary>
    public string? Code { get; init; }
}
