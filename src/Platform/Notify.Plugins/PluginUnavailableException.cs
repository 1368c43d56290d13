namespace Notify.Plugins;

/// <summary>A plugin is needed that does not serve now. Waiting may help: a repaired folder is loaded without a restart.</summary>
public sealed class PluginUnavailableException : Exception
{
    /// <summary>Makes the refusal.</summary>
    /// <param name="pluginId">The plugin asked for.</param>
    /// <param name="message">Why it does not serve and what to do.</param>
    public PluginUnavailableException(string pluginId, string message)
        : base(message) => PluginId = pluginId;

    /// <summary>Gets the plugin asked for.</summary>
    public string PluginId { get; }
}
