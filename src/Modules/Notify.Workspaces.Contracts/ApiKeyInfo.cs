using Notify.Primitives;

namespace Notify.Workspaces.Contracts;

/// <summary>What may be told about a key after it was made; never the key itself.</summary>
public sealed record ApiKeyInfo
{
    /// <summary>Gets the key's id.</summary>
    public required ApiKeyId Id { get; init; }

    /// <summary>Gets the environment that the key opens.</summary>
    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>Gets the name people gave it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what the key may do.</summary>
    public required ApiKeyType Type { get; init; }

    /// <summary>Gets the first characters, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it stopped working; <see langword="null"/> while it works.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Gets when it was last used, to about half a minute; <see langword="null"/> when it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
