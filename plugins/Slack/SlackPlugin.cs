using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>Messages to Slack, through a bot (<c>chat.postMessage</c>) or through incoming webhooks: the address decides.</summary>
public sealed class SlackPlugin : IChannelPlugin, IValidateEndpoint
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "slack",
        Channel = "slack",
        Family = MessageFamily.Chat,
        DisplayName = "Slack",
        Version = "0.1.0",
        Subject = SubjectRule.Optional,
        AcceptanceIsDelivery = true,
        MaxBodyLength = SlackPayload.LongestText,
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        SettingsSchema = SlackSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SlackProvider(SlackSettings.Read(context.Settings), context);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) => SlackAddress.KindOf(address) == SlackAddressKind.None ? SlackAddress.Rule : null;
}
