using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>E-mail through Twilio SendGrid's v3 Web API, with receipts from its signed event webhook.</summary>
public sealed class SendGridPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "sendgrid",
        Channel = "email",
        Family = MessageFamily.Email,
        DisplayName = "SendGrid",
        Version = "0.1.0",
        Subject = SubjectRule.Required,
        MediaTypes = ["text/plain", "text/html", "*/*"],
        Abilities = ChannelAbilities.Batch | ChannelAbilities.VerifyCredentials | ChannelAbilities.Callbacks | ChannelAbilities.Health,
        SettingsSchema = SendGridSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SendGridProvider(SendGridSettings.Read(context.Settings), context);
    }
}
