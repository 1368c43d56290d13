using System.Runtime.InteropServices;
using System.Text;
using MimeKit;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Makes an e-mail of a message, and the envelope it travels in.</summary>
internal sealed class MessageComposer(SmtpSettings settings, TimeProvider timeProvider)
{
    private const int LongestUri = 990; // with its brackets it fits in a line of 998 (RFC 5322 section 2.1.1)
    private const int LongestPlainLine = 990; // 998 less the doubled dot and some room

    /// <exception cref="MimeException">The message has a value that cannot be part of an e-mail.</exception>
    public (MimeMessage Mail, Envelope Envelope) Compose(EmailMessage message)
    {
        var sender = message.From is { } from
            ? Mailboxes.Parse(from.Address, from.Name, "The sender's address", MimeFault.Message)
            : Mailboxes.Parse(settings.FromEmail, settings.FromName, "The integration's fromEmail", MimeFault.Integration);
        var recipient = Mailboxes.Parse(message.Address, message.ToName, "The recipient's address", MimeFault.Recipient);
        var replies = message.ReplyTo.Select(static reply => Mailboxes.Parse(reply.Address, reply.Name, "A reply-to address", MimeFault.Message)).ToArray();
        var envelope = EnvelopeOf(message, sender, recipient, replies);

        var mail = new MimeMessage((IEnumerable<Header>)[]) { Date = timeProvider.GetUtcNow() }; // without a header of its own
        mail.From.Add(sender);
        mail.To.Add(recipient);
        mail.ReplyTo.AddRange(replies);
        mail.Headers.Add(new Header(Encoding.UTF8, HeaderId.Subject, HeaderText.Safe(HeaderGuard.Value(message.Subject, "The subject"))));
        mail.Headers.Add(new Header(Encoding.UTF8, "Message-ID", envelope.MessageId));
        AddUnsubscribe(mail.Headers, message.UnsubscribeUri);
        foreach (var (name, value) in message.Headers)
        {
            HeaderGuard.Name(name, message.UnsubscribeUri is not null);
            mail.Headers.Add(HeaderFields.Of(name, HeaderGuard.Value(value, $"The header '{name}'")));
        }

        mail.Body = BodyOf(message);
        mail.Prepare(EncodingConstraint.SevenBit, LongestPlainLine);
        return (mail, envelope);
    }

    private Envelope EnvelopeOf(EmailMessage message, MailboxAddress sender, MailboxAddress recipient, MailboxAddress[] replies)
    {
        var author = sender.Path();
        var bounces = settings.BounceAddress is { } address ? ReturnPath.Of(address, settings.BounceSeparator, message.DeliveryId) : author;
        string[] paths = [author, bounces, recipient.Path(), .. replies.Select(static reply => reply.Path())];
        var id = HeaderGuard.ContentId(message.DeliveryId);
        return new(bounces, recipient.Path(), paths.Any(Mailboxes.NeedsUtf8), $"<{id}@{author[(author.LastIndexOf('@') + 1)..]}>")
        {
            ReportId = settings.BounceAddress is null ? null : message.DeliveryId,
            ReportOn = settings.DeliveryReceipts ? "SUCCESS,FAILURE,DELAY" : "FAILURE,DELAY",
            HasSendersLogin = message.Credentials is not null,
            Confidential = Confidential.Of(message, settings),
        };
    }

    private static void AddUnsubscribe(HeaderList headers, Uri? uri)
    {
        if (uri is null)
            return;

        var text = uri.IsAbsoluteUri ? HeaderFields.AsciiOf(uri) : "";
        if (text.Length is 0 or > LongestUri)
            throw new MimeException("invalid-header", $"The unsubscribe URI must be absolute and at most {LongestUri} characters long.");

        headers.Add(HeaderFields.Of("List-Unsubscribe", $"<{text}>"));
        if (uri.Scheme == Uri.UriSchemeHttps)
            headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click"); // RFC 8058 section 3.1: with HTTPS only
    }

    /// <summary>Parts nest as mixed(alternative(text, related(html, images)), files); levels with a single part are left out.</summary>
    private static MimeEntity BodyOf(EmailMessage message)
    {
        var body = new BodyBuilder
        {
            TextBody = message.Text is { } text ? WithLineEnds(text) : message.Html is null ? "" : null,
            HtmlBody = message.Html is { } html ? WithLineEnds(html) : null,
        };
        foreach (var attachment in message.Attachments)
        {
            var isImage = attachment.ContentId is not null && message.Html is not null;
            (isImage ? body.LinkedResources : body.Attachments).Add(PartOf(attachment, isImage ? ContentDisposition.Inline : ContentDisposition.Attachment));
        }

        return body.ToMessageBody();
    }

    private static MimePart PartOf(EmailAttachment attachment, string disposition)
    {
        var part = new MimePart(HeaderGuard.ContentType(attachment.ContentType))
        {
            Content = new MimeContent(StreamOf(attachment.Content)),
            ContentTransferEncoding = ContentEncoding.Base64,
        };
        part.Headers.Add(FileNameField.Of(disposition, HeaderGuard.Value(attachment.FileName, "An attachment's file name")));
        if (attachment.ContentId is { } contentId)
            part.ContentId = HeaderGuard.ContentId(contentId);
        return part;
    }

    private static MemoryStream StreamOf(ReadOnlyMemory<byte> content) => MemoryMarshal.TryGetArray(content, out var array)
        ? new(array.Array!, array.Offset, array.Count, writable: false) // not null: the segment is of an array
        : new(content.ToArray(), writable: false);

    /// <summary>Every kind of line end becomes CRLF, which text of any encoding has (RFC 2046 section 4.1.1).</summary>
    private static string WithLineEnds(string text) => text.AsSpan().IndexOfAny('\r', '\n') < 0 ? text
        : text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
}
