namespace Notify.Plugins;

/// <summary>Whether a plugin folder serves.</summary>
public enum PluginState
{
    /// <summary>A version of the plugin serves; <see cref="PluginStatus.Error"/> may tell of a newer one that does not load.</summary>
    Loaded,

    /// <summary>No version of the plugin serves; <see cref="PluginStatus.Error"/> says why.</summary>
    Failed,
}
