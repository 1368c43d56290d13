namespace Notify.Workspaces.Contracts;

/// <summary>The rules a project set for itself, with the installation's defaults where it set none.</summary>
public sealed record ProjectPolicy
{
    /// <summary>Gets how many send requests a minute are accepted at once, per environment; critical ones are not counted.</summary>
    public required int RateLimitPerMinute { get; init; }

    /// <summary>Gets what happens above <see cref="RateLimitPerMinute"/>.</summary>
    public required RateLimitMode RateLimitMode { get; init; }

    /// <summary>Gets the name of the retry preset: <c>standard</c>, <c>lexigram</c>, <c>patient</c> or <c>none</c>.</summary>
    public required string RetryPreset { get; init; }
}
