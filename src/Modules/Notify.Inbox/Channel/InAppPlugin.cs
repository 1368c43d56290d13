using Notify.Channels.Sdk;
using Notify.Inbox.Contracts;
using Notify.Primitives;

namespace Notify.Inbox.Channel;

/// <summary>The channel <c>in_app</c>: messages go into the recipient's inbox. Built in, through the contract that every plugin keeps.</summary>
internal sealed class InAppPlugin(IInboxStore store) : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "in-app",
        Channel = "in_app",
        Family = MessageFamily.Chat,
        DisplayName = "In-app inbox",
        Version = "1.0.0",
        Subject = SubjectRule.Optional,
        AcceptanceIsDelivery = true,
        RecipientIsAddress = true,
        Abilities = ChannelAbilities.Health,
        SettingsSchema = """{"type":"object","additionalProperties":false,"properties":{}}""",
    };

    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new InAppProvider(store, new EnvironmentId(Guid.ParseExact(context.IntegrationId, "D"))); // the host names the environment: there is no integration
    }
}
