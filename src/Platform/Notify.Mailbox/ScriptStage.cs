namespace Notify.Mailbox;

/// <summary>A point of an SMTP session.</summary>
public enum ScriptStage
{
    /// <summary>Before the greeting.</summary>
    Connect,

    /// <summary>At MAIL FROM.</summary>
    Mail,

    /// <summary>At RCPT TO.</summary>
    Rcpt,

    /// <summary>At DATA.</summary>
    Data,

    /// <summary>After the final dot.</summary>
    Dot,
}
