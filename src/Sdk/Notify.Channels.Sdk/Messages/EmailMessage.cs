namespace Notify.Channels.Sdk;

/// <summary>An e-mail. <see cref="ChannelMessage.Address"/> is the recipient's address.</summary>
public sealed record EmailMessage : ChannelMessage
{
    /// <summary>Gets the author; <see langword="null"/> means the integration's default sender.</summary>
    public EmailAddress? From { get; init; }

    /// <summary>Gets the author's own login at the provider; <see langword="null"/> means the integration's.</summary>
    public SenderCredentials? Credentials { get; init; }

    /// <summary>Gets the recipient's display name; <see langword="null"/> means none.</summary>
    public string? ToName { get; init; }

    /// <summary>Gets where replies go; empty means to <see cref="From"/>.</summary>
    public IReadOnlyList<EmailAddress> ReplyTo { get; init; } = [];

    /// <summary>Gets the subject, in any script.</summary>
    public required string Subject { get; init; }

    /// <summary>Gets the plain text body; <see langword="null"/> when only HTML is given.</summary>
    public string? Text { get; init; }

    /// <summary>Gets the HTML body; <see langword="null"/> when only text is given.</summary>
    public string? Html { get; init; }

    /// <summary>Gets additional header fields. A provider refuses a name or value that would end a header line.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the URI of the one-click unsubscribe door (RFC 8058); <see langword="null"/> means no List-Unsubscribe field.</summary>
    public Uri? UnsubscribeUri { get; init; }

    /// <summary>Gets the files that come along.</summary>
    public IReadOnlyList<EmailAttachment> Attachments { get; init; } = [];
}
