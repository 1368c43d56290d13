using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Plugins;

/// <summary>The channel plugins of this process: what is there, and a guarded way to call it. Thread-safe.</summary>
public interface IChannelPlugins
{
    /// <summary>Gets every plugin folder found, loaded or not, in the order of the configured paths and then by name.</summary>
    IReadOnlyList<PluginStatus> All { get; }

    /// <summary>Gets the manifests of the plugins that serve now, ordered by id.</summary>
    IReadOnlyList<ChannelManifest> Manifests { get; }

    /// <summary>Raised after plugins came, went, or changed version; never concurrently with itself.</summary>
    event Action? Changed;

    /// <summary>Finds the manifest of a plugin that serves now.</summary>
    bool TryFind(string pluginId, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ChannelManifest? manifest);

    /// <summary>Says whether any plugin serves the channel.</summary>
    bool HasChannel(string channel);

    /// <summary>Checks an integration's settings against the plugin's schema.</summary>
    /// <returns>All errors at once, each with a JSON Pointer; never a secret's value. Empty when valid.</returns>
    /// <exception cref="PluginUnavailableException">The plugin is not loaded.</exception>
    IReadOnlyList<FieldError> ValidateSettings(string pluginId, JsonElement settings);

    /// <summary>Gets the names of the settings that are secrets: top-level properties marked <c>writeOnly</c> in the schema.</summary>
    /// <exception cref="PluginUnavailableException">The plugin is not loaded.</exception>
    IReadOnlySet<string> SecretSettings(string pluginId);

    /// <summary>
    /// Borrows the provider of an integration. It is made once per integration, settings version and plugin version, shared by
    /// all who rent it, and disposed when it was superseded and every lease is back. A rent with an older settings
    /// version than one already seen gets the newer provider.
    /// </summary>
    /// <param name="key">Which plugin, integration and settings version.</param>
    /// <param name="settings">Reads the settings with secrets in clear text; called only when a provider must be made.</param>
    /// <returns>A lease to dispose after use.</returns>
    /// <exception cref="PluginUnavailableException">The plugin is not loaded; the message says why.</exception>
    ProviderLease Rent(ProviderKey key, Func<JsonElement> settings);
}
