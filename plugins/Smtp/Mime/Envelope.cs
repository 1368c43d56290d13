namespace Notify.Channels.Smtp.Mime;

/// <summary>What the server is told about a message.</summary>
/// <param name="Sender">The reverse path.</param>
/// <param name="Recipient">The forward path.</param>
/// <param name="NeedsUtf8">Whether an address has characters outside ASCII that have no ASCII form (RFC 6531).</param>
/// <param name="MessageId">The Message-ID, the same over all attempts.</param>
internal sealed record Envelope(string Sender, string Recipient, bool NeedsUtf8, string MessageId)
{
    /// <summary>Gets what reports about the message carry back (RFC 3461 section 4.4); <see langword="null"/> when nobody reads them.</summary>
    public string? ReportId { get; init; }

    /// <summary>Gets what the server is to report about, as RFC 3461 section 4.1 says it.</summary>
    public string ReportOn { get; init; } = "FAILURE,DELAY";

    /// <summary>Gets whether the session is logged in as the sender itself.</summary>
    public bool HasSendersLogin { get; init; }

    /// <summary>Gets what an answer of the server may repeat and a reason must not.</summary>
    public Confidential Confidential { get; init; } = Confidential.Nothing;
}
