using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Calls a recipient's own HTTP endpoint with a JSON body, signed by the Standard Webhooks scheme.</summary>
public sealed class WebhookPlugin : IChannelPlugin, IValidateEndpoint
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
        Abilities = ChannelAbilities.ValidateEndpoint,
        MediaTypes = ["application/json"],
        SettingsSchema = WebhookSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new WebhookProvider(WebhookSettings.Read(context.Settings), ProviderHttp.CreateClient(context), context.TimeProvider);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) => WebhookAddress.TryParse(address, out _) ? null : WebhookAddress.Rule;
}
