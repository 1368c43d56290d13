using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary>An API key, without the key itself but in the answer that made it.</summary>
internal sealed record ApiKeyAnswer
{
    /// <summary>Gets the key's id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the environment that it opens.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>Gets its name.</summary>
    public required string Name { get; init; }

    /// <summary>Gets NORMAL, TEAM or TEST.</summary>
    public required string Type { get; init; }

    /// <summary>Gets its first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>Gets the key itself. It is shown once; a repeated request is answered without it.</summary>
    public string? Key { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Gets when it stopped working.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    public static ApiKeyAnswer Of(ApiKeyInfo info, string? key) => new()
    {
        Id = info.Id.ToString(),
        EnvironmentId = info.EnvironmentId.ToString(),
        Name = info.Name,
        Type = info.Type.ToString().ToUpperInvariant(),
        Prefix = info.Prefix,
        Key = key,
        CreatedAt = info.CreatedAt,
        LastUsedAt = info.LastUsedAt,
        RevokedAt = info.RevokedAt,
    };
}
