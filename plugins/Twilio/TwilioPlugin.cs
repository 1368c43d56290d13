using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Text messages through Twilio's Programmable Messaging, with receipts from its status callbacks.</summary>
public sealed class TwilioPlugin : IChannelPlugin, IValidateEndpoint
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "twilio",
        Channel = "sms",
        Family = MessageFamily.Sms,
        DisplayName = "Twilio",
        Version = "0.1.0",
        Subject = SubjectRule.Ignored,
        MaxBodyLength = 1600,
        MediaTypes = ["text/plain", "image/*"],
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Callbacks | ChannelAbilities.Health | ChannelAbilities.ValidateEndpoint,
        SettingsSchema = TwilioSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new TwilioProvider(TwilioSettings.Read(context.Settings), context);
    }

    /// <inheritdoc/>
    public string? FindFault(string address) =>
        PhoneNumber.IsE164(address) ? null : "a telephone number in E.164 form: +, the country code and the number, such as +14155550100";
}
