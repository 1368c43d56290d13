using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Places;

/// <summary>A row of <c>workspaces.environments</c>.</summary>
internal sealed class EnvironmentRow
{
    public required Guid Id { get; init; }

    public required Guid ProjectId { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public EnvironmentInfo ToInfo() => new() { Id = new(Id), Name = Name, CreatedAt = CreatedAt };
}
