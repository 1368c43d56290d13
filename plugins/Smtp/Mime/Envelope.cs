namespace Notify.Channels.Smtp.Mime;

/// <summary>What the server is told about a message.</summary>
/// <param name="Sender">The reverse path.</param>
/// <param name="Recipient">The forward path.</param>
/// <param name="NeedsUtf8">Whether an address has characters outside ASCII that have no ASCII form (RFC 6531).</param>
/// <param name="MessageId">The Message-ID, the same over all attempts.</param>
internal sealed record Envelope(string Sender, string Recipient, bool NeedsUtf8, string MessageId)
{
    /// <summary>Gets what an answer of the server may repeat and a reason must not.</summary>
    public Confidential Confidential { get; init; } = Confidential.Nothing;
}
