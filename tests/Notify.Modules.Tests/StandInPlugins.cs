using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Modules.Tests;

/// <summary>Plugins that are there by their manifests and their word on addresses only; nothing is sent through them.</summary>
internal sealed class StandInPlugins(params (ChannelManifest Manifest, Func<string, string?> FindFault)[] plugins) : IChannelPlugins
{
    public event Action? Changed
    {
        add { }
        remove { }
    }

    public IReadOnlyList<PluginStatus> All => [];

    public IReadOnlyList<ChannelManifest> Manifests { get; } = [.. plugins.Select(static plugin => plugin.Manifest)];

    public bool HasHooks => false;

    public bool IsBuiltIn(string pluginId) => false;

    public static (ChannelManifest Manifest, Func<string, string?> FindFault) Plugin(string id, string channel, Func<string, string?> findFault) => (
        new() { Id = id, Channel = channel, Family = MessageFamily.Push, DisplayName = id, Version = "1.0.0", SettingsSchema = "{}" }, findFault);

    public bool TryFind(string pluginId, [NotNullWhen(true)] out ChannelManifest? manifest) =>
        (manifest = Manifests.FirstOrDefault(candidate => candidate.Id == pluginId)) is not null;

    public bool HasChannel(string channel) => Manifests.Any(manifest => manifest.Channel == channel);

    public IReadOnlyList<FieldError> ValidateSettings(string pluginId, JsonElement settings) => [];

    public IReadOnlySet<string> SecretSettings(string pluginId) => new HashSet<string>();

    public Uri? CallbackUrl(IntegrationId integrationId) => null;

    public ProviderLease Rent(ProviderKey key, Func<JsonElement> settings) =>
        throw new PluginUnavailableException(key.PluginId, "Nothing is sent here.");

    public ValueTask<string?> FindEndpointFaultAsync(string pluginId, string address, CancellationToken cancellationToken) =>
        new(plugins.First(plugin => plugin.Manifest.Id == pluginId).FindFault(address));

    public Task TellAsync(SentNotice notice, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task TellAsync(AttemptFailedNotice notice, CancellationToken cancellationToken) => Task.CompletedTask;
}
