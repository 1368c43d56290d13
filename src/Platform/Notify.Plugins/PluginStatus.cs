namespace Notify.Plugins;

/// <summary>What became of one plugin folder.</summary>
public sealed record PluginStatus
{
    /// <summary>Gets the plugin's id; the folder's name while no manifest could be read.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the channel it serves; <see langword="null"/> while no manifest could be read.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the version that serves; <see langword="null"/> while no manifest could be read.</summary>
    public string? Version { get; init; }

    /// <summary>Gets whether the plugin serves.</summary>
    public required PluginState State { get; init; }

    /// <summary>Gets what is wrong and what to do; <see langword="null"/> when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Gets the folder it was found in.</summary>
    public required string Folder { get; init; }
}
