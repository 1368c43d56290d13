using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Keys;

/// <summary>A row of <c>workspaces.api_keys</c>.</summary>
internal sealed class ApiKeyRow : IEnvironmentOwned
{
    public required Guid Id { get; init; }

    public required Guid EnvironmentId { get; init; }

    public required string Name { get; init; }

    public required ApiKeyType Type { get; init; }

    public required string Prefix { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public ApiKeyInfo ToInfo() => new()
    {
        Id = new(Id),
        EnvironmentId = new EnvironmentId(EnvironmentId),
        Name = Name,
        Type = Type,
        Prefix = Prefix,
        CreatedAt = CreatedAt,
        RevokedAt = RevokedAt,
        LastUsedAt = LastUsedAt,
    };
}
