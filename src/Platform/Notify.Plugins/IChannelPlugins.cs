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
    /// <exception cref="NotifyException">A pattern of the schema takes too long on one of the settings (<see cref="ErrorCode.SettingsTimeout"/>).</exception>
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

    /// <summary>Asks a plugin whether a text can be an address of its provider.</summary>
    /// <returns>
    /// <see langword="null"/> when it can, or when the plugin has no answer: is not loaded, does not look at addresses, throws or hangs. Otherwise
    /// what the address must be.
    /// </returns>
    ValueTask<string?> FindEndpointFaultAsync(string pluginId, string address, CancellationToken cancellationToken);

    /// <summary>Gets the public URL at which an integration's provider is to call back; <see langword="null"/> when the operator has not said where the installation is reached.</summary>
    Uri? CallbackUrl(IntegrationId integrationId);

    /// <summary>Says whether a plugin is part of the program, and so serves every environment without an integration.</summary>
    bool IsBuiltIn(string pluginId);

    /// <summary>Gets whether any loaded plugin hears notices.</summary>
    bool HasHooks { get; }

    /// <summary>Tells every hook of a message that was sent. Never fails; a hook that takes longer than a second is left behind.</summary>
    Task TellAsync(SentNotice notice, CancellationToken cancellationToken);

    /// <summary>Tells every hook of an attempt that failed. Never fails; a hook that takes longer than a second is left behind.</summary>
    Task TellAsync(AttemptFailedNotice notice, CancellationToken cancellationToken);
}
