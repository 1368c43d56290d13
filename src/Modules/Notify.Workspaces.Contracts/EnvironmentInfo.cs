using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>One environment of a project.</summary>
public sealed record EnvironmentInfo
{
    /// <summary>Gets the environment's id.</summary>
    public required EnvironmentId Id { get; init; }

    /// <summary>Gets the name, unique within the project.</summary>
    public required string Name { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
