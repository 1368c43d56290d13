using Notify.Primitives;

namespace Notify.Plugins;

/// <summary>Names one configured provider account at one moment of its configuration.</summary>
/// <param name="PluginId">The plugin that makes the provider.</param>
/// <param name="IntegrationId">The integration.</param>
/// <param name="SettingsVersion">Rises with each change of the integration's settings.</param>
public readonly record struct ProviderKey(string PluginId, IntegrationId IntegrationId, long SettingsVersion);
