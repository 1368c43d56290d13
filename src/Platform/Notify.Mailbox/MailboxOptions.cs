namespace Notify.Mailbox;

/// <summary>How the mailbox receives. Section <c>Mailbox</c>.</summary>
public sealed class MailboxOptions
{
    /// <summary>Gets or sets the port for SMTP with STARTTLS. 0, the default, takes a free one.</summary>
    public int SmtpPort { get; set; }

    /// <summary>Gets or sets the port for SMTP with TLS from the first byte. 0, the default, takes a free one.</summary>
    public int SmtpsPort { get; set; }

    /// <summary>Gets or sets how many mails are kept; the oldest go first. The default is 10,000.</summary>
    public int Capacity { get; set; } = 10_000;

    /// <summary>Gets or sets the largest mail accepted, in bytes. The default is 32 MiB.</summary>
    public int MaxMessageBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets the only user name that may log in; <see langword="null"/>, the default, accepts anyone and requires no login.</summary>
    public string? Username { get; set; }

    /// <summary>Gets or sets the password (or OAuth 2.0 token) of <see cref="Username"/>.</summary>
    public string? Password { get; set; }

    /// <summary>Gets or sets extensions not to offer, such as <c>STARTTLS</c> or <c>PIPELINING</c>, to see how a client does without.</summary>
    public IList<string> Withhold { get; } = [];
}
