namespace Notify.Channels.Sdk;

/// <summary>The answer of a live credential check.</summary>
public sealed record VerificationResult
{
    /// <summary>Gets whether the provider accepted the credentials.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Gets a stable code of what was wrong, such as <c>auth-failed</c>; <see langword="null"/> when valid.</summary>
    public string? Code { get; init; }

    /// <summary>Gets one sentence for a person: the host and port tried and what came back. Never a secret.</summary>
    public required string Detail { get; init; }
}
