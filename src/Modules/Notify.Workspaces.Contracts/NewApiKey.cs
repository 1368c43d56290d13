using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>A key that is wanted.</summary>
public sealed record NewApiKey
{
    /// <summary>Gets the name to recognise it by, 1 to 64 characters.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets what it may do.</summary>
    public required ApiKeyType Type { get; init; }

    /// <summary>Gets the environment it opens, one of the caller's project; <see langword="null"/> means the caller's own.</summary>
    public EnvironmentId? EnvironmentId { get; init; }
}
