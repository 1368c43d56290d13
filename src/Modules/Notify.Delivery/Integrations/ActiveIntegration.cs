using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Delivery.Sending;
using Notify.Plugins;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Delivery.Integrations;

/// <summary>An integration ready for sending.</summary>
internal sealed class ActiveIntegration(Integration stored, SecretBox secrets, SendLimits limits, string? divertedFrom = null)
{
    public IntegrationId Id { get; } = new(stored.Id);

    public string Identifier => stored.Identifier;

    public string Provider => stored.Provider;

    /// <summary>Gets the plugin whose addresses it takes: its own, or the one that it stands in for.</summary>
    public string RouteProvider => divertedFrom ?? stored.Provider;

    /// <summary>Gets whether its messages go to the development mail server instead of its provider.</summary>
    public bool IsDiverted => divertedFrom is not null;

    public string? RetryPreset => stored.RetryPreset;

    /// <summary>Gets what the account takes: its own limits where set, else its plugin's.</summary>
    public SendLimits Limits { get; } = limits;

    public AmbiguityPolicy OnAmbiguous => stored.OnAmbiguous;

    /// <summary>Gets the key under which its provider is shared.</summary>
    public ProviderKey ProviderKey { get; } = new(stored.Provider, new(stored.Id), stored.Version);

    /// <summary>Reads the settings with secrets in clear text.</summary>
    public JsonElement ReadSettings() => SettingsDocument.Join(stored.Settings, stored.Secrets is null ? null : secrets.Open(stored.Id, stored.Secrets));
}
