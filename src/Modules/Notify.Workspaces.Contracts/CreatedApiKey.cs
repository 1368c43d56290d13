namespace Notify.Workspaces.Contracts;

/// <summary>A key just made.</summary>
public sealed record CreatedApiKey
{
    /// <summary>Gets what is kept about it.</summary>
    public required ApiKeyInfo Info { get; init; }

    /// <summary>Gets the key itself, shown this once; <see langword="null"/> when a repeated request is answered, because only its hash was kept.</summary>
    public string? Key { get; init; }
}
