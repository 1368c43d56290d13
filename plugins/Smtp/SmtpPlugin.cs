using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp;

/// <summary>E-mail through any SMTP server (RFC 5321), with a client of its own; MimeKit writes the mails.</summary>
public sealed class SmtpPlugin : IChannelPlugin
{
    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "smtp",
        Channel = "email",
        Family = MessageFamily.Email,
        DisplayName = "SMTP",
        Version = "0.2.0",
        Subject = SubjectRule.Required,
        Abilities = ChannelAbilities.VerifyCredentials | ChannelAbilities.Callbacks | ChannelAbilities.Health,
        MediaTypes = ["text/plain", "text/html", "*/*"],
        SettingsSchema = SmtpSettings.Schema,
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return new SmtpProvider(SmtpSettings.Read(context.Settings), context.TimeProvider);
    }
}
