using Notify.Channels.Sdk;
using Notify.Test.Relay;

namespace Notify.Test.Telegram;

/// <summary>A sample of a channel that the installation does not come with.</summary>
public sealed class TelegramPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "telegram",
        Channel = "telegram",
        Family = MessageFamily.Chat,
        DisplayName = "Telegram sample",
        Version = "1.0.0",
        SettingsSchema = """{"type":"object","required":["baseUrl"],"properties":{"baseUrl":{"type":"string"}}}""",
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context) => new RelayProvider(context);
}
