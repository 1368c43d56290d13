using Notify.Channels.Sdk;

namespace Ntfy;

/// <summary>Publishes to topics of ntfy.</summary>
public sealed class NtfyPlugin : IChannelPlugin, IValidateEndpoint
{
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "ntfy",
        Channel = "ntfy",
        Family = MessageFamily.Chat,
        DisplayName = "ntfy",
        Version = "1.0.0",
        MaxBodyLength = NtfyProvider.LargestText,
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        SettingsSchema = """
            {
              "$schema": "http://json-schema.org/draft-07/schema#",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "token": { "type": "string", "pattern": "^tk_[A-Za-z0-9]{1,100}$", "writeOnly": true, "title": "Access token" },
                "baseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 500, "default": "https://ntfy.sh/", "title": "Server" }
              }
            }
            """,
    };

    public IChannelProvider Create(ProviderContext context) => new NtfyProvider(context);

    public string? FindFault(string address) =>
        address.Length is >= 1 and <= 64 && address.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? null : "a topic: 1 to 64 letters, digits, '-' and '_'";
}
