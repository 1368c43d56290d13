using Notify.Channels.Sdk;

namespace Notify.Test.Relay;

/// <summary>A provider for text messages that does what a test says.</summary>
public sealed class RelayPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "relay",
        Channel = "sms",
        Family = MessageFamily.Sms,
        DisplayName = "Relay",
        Version = "1.0.0",
        Subject = SubjectRule.Ignored,
        SettingsSchema = """
            {"type":"object","required":["baseUrl"],"additionalProperties":false,
             "properties":{"baseUrl":{"type":"string"},"token":{"type":"string","writeOnly":true},
                           "tag":{"type":"string","pattern":"^(a+)+$"}}}
            """,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context) => new RelayProvider(context);
}
