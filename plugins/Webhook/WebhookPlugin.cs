using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Calls a recipient's own HTTP endpoint with a JSON body, signed by the Standard Webhooks scheme.</summary>
public sealed class WebhookPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "webhook",
        Channel = "webhook",
        Family = MessageFamily.Webhook,
        DisplayName = "Webhook",
        Version = "0.1.0",
        Subject = SubjectRule.Optional,
        AcceptanceIsDelivery = true,
        SettingsSchema = WebhookSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new WebhookProvider(
            WebhookSettings.Read(context.Settings),
            WebhookSettings.AllowsPrivateNetworks(context.HostOptions) ? GuardedDialer.Unrestricted() : GuardedDialer.PublicOnly(),
            context.TimeProvider);
    }
}
