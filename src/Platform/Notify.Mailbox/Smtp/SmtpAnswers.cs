namespace Notify.Mailbox.Smtp;

/// <summary>The mailbox's own words, with enhanced status codes (RFC 2034), which the library's are without.</summary>
internal static class SmtpAnswers
{
    public const string Greeting = "220 localhost Notify mailbox ESMTP";
    public const string Ok = "250 2.0.0 Ok";
    public const string SenderOk = "250 2.1.0 Ok";
    public const string RecipientOk = "250 2.1.5 Ok";
    public const string Bye = "221 2.0.0 Bye";
    public const string TlsReady = "220 2.0.0 Ready";
    public const string LoggedIn = "235 2.7.0 Authentication successful";
    public const string LoginUnreadable = "501 5.5.4 Unknown mechanism or unreadable response";
    public const string LoginRefused = "535 5.7.8 Authentication credentials invalid";
    public const string LoginRequired = "530 5.7.0 Authentication required";
    public const string TooLarge = "552 5.3.4 Message size exceeds the limit";
    public const string Unknown = "500 5.5.2 Command not recognised";
    public const string Malformed = "501 5.5.4 Syntax error in the command";
    public const string OutOfOrder = "503 5.5.1 Bad sequence of commands";

    /// <summary>Says what is wrong with a command that could not be read.</summary>
    public static string Unreadable(string line) => line.Split(' ')[0].ToUpperInvariant() switch
    {
        "AUTH" => LoginUnreadable,
        "EHLO" or "HELO" or "MAIL" or "RCPT" or "DATA" or "RSET" or "NOOP" or "QUIT" or "STARTTLS" => Malformed,
        _ => Unknown,
    };
}
