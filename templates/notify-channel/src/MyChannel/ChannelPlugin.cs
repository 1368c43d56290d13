using Notify.Channels.Sdk;

namespace MyChannel;

/// <summary>What the host loads: says what the plugin is, and makes providers.</summary>
public sealed class ChannelPlugin : IChannelPlugin
{
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "my-channel",
        Channel = "my-channel",
        Family = MessageFamily.Chat,
        DisplayName = "MyChannel",
        Version = "1.0.0",
        Abilities = ChannelAbilities.VerifyCredentials,
        SettingsSchema = ChannelSettings.Schema,
    };

    public IChannelProvider Create(ProviderContext context) => new ChannelProvider(ChannelSettings.Read(context.Settings), context);
}
