using System.Globalization;
using System.Security.Cryptography;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Mime;

/// <summary>
/// Writes a message as it goes over the wire after DATA: header, body, and the final dot. Parts nest as
/// mixed(alternative(text, related(html, images)), files), and levels with a single part are left out.
/// </summary>
internal sealed class MimeWriter(SmtpSettings settings, TimeProvider timeProvider)
{
    private const int LongestHeaderToken = 900; // ids and URIs stay as they are; with the name it fits in 998 (RFC 5322 section 2.1.1)

    /// <exception cref="MimeException">The message has a value that cannot be part of an e-mail.</exception>
    public Envelope Write(EmailMessage message, ByteBuffer output)
    {
        var sender = message.From is { } from
            ? Mailbox.Parse(from.Address, "The sender's address", MimeFault.Message)
            : Mailbox.Parse(settings.FromEmail, "The integration's fromEmail", MimeFault.Integration);
        var recipient = Mailbox.Parse(message.Address, "The recipient's address", MimeFault.Recipient);
        var messageId = $"<{HeaderGuard.ContentId(message.DeliveryId)}@{sender.Domain}>";
        var bounces = settings.BounceAddress is { } address ? ReturnPath.Of(address, settings.BounceSeparator, message.DeliveryId) : sender;
        var envelope = new Envelope(bounces.Address, recipient.Address, sender.NeedsUtf8 || bounces.NeedsUtf8 || recipient.NeedsUtf8, messageId)
        {
            ReportId = settings.BounceAddress is null ? null : message.DeliveryId,
            ReportOn = settings.DeliveryReceipts ? "SUCCESS,FAILURE,DELAY" : "FAILURE,DELAY",
            HasSendersLogin = message.Credentials is not null,
            Confidential = Confidential.Of(message, settings),
        };

        WriteDate(output);
        WriteAddresses(output, "From: "u8, [(sender, message.From is null ? settings.FromName : message.From.Name)]);
        WriteAddresses(output, "To: "u8, [(recipient, message.ToName)]);
        if (message.ReplyTo.Count > 0)
        {
            var replies = message.ReplyTo.Select(static reply => (Mailbox.Parse(reply.Address, "A reply-to address", MimeFault.Message), reply.Name)).ToArray();
            WriteAddresses(output, "Reply-To: "u8, replies);
            envelope = envelope with { NeedsUtf8 = envelope.NeedsUtf8 || replies.Any(static reply => reply.Item1.NeedsUtf8) };
        }

        output.Append("Subject: "u8);
        EncodedWords.WriteText(output, HeaderGuard.Value(message.Subject, "The subject"), "Subject: ".Length);
        output.Append("\r\n"u8);
        output.Append("Message-ID: "u8).Append(messageId).Append("\r\n"u8);
        WriteUnsubscribe(output, message.UnsubscribeUri);
        foreach (var (name, value) in message.Headers)
        {
            HeaderGuard.Name(name, message.UnsubscribeUri is not null);
            output.Append(name).Append(": "u8);
            EncodedWords.WriteText(output, HeaderGuard.Value(value, $"The header '{name}'"), name.Length + 2, LongestHeaderToken);
            output.Append("\r\n"u8);
        }

        output.Append("MIME-Version: 1.0\r\n"u8);
        WriteMixed(output, message);
        output.Append("\r\n.\r\n"u8);
        return envelope;
    }

    private static void WriteAddresses(ByteBuffer output, ReadOnlySpan<byte> field, ReadOnlySpan<(Mailbox Mailbox, string? Name)> mailboxes)
    {
        output.Append(field);
        var column = field.Length;
        for (var i = 0; i < mailboxes.Length; i++)
        {
            if (i > 0)
            {
                output.Append(",\r\n "u8);
                column = 1;
            }

            var (mailbox, name) = mailboxes[i];
            if (string.IsNullOrEmpty(name))
            {
                output.Append(mailbox.Address);
                continue;
            }

            column = EncodedWords.WritePhrase(output, HeaderGuard.Value(name, "A display name"), column);
            output.Append(column + mailbox.Address.Length + 3 > 78 ? "\r\n <"u8 : " <"u8).Append(mailbox.Address).Append(">"u8);
        }

        output.Append("\r\n"u8);
    }

    private static void WriteUnsubscribe(ByteBuffer output, Uri? uri)
    {
        if (uri is null)
            return;

        if (!uri.IsAbsoluteUri || uri.AbsoluteUri.Length > 900)
            throw new MimeException("invalid-header", "The unsubscribe URI must be absolute and at most 900 characters long.");

        output.Append("List-Unsubscribe: <"u8).Append(uri.AbsoluteUri).Append(">\r\n"u8);
        if (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            output.Append("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"u8); // RFC 8058
    }

    private static void WriteMixed(ByteBuffer output, EmailMessage message)
    {
        var files = message.Attachments.Where(attachment => attachment.ContentId is null || message.Html is null).ToArray();
        var images = message.Attachments.Except(files).ToArray();
        if (files.Length == 0)
        {
            WriteAlternative(output, message, images);
            return;
        }

        using var mixed = new Multipart(output, "mixed"u8);
        mixed.BeginPart();
        WriteAlternative(output, message, images);
        foreach (var file in files)
        {
            mixed.BeginPart();
            WriteAttachment(output, file, "attachment"u8);
        }
    }

    private static void WriteAlternative(ByteBuffer output, EmailMessage message, EmailAttachment[] images)
    {
        if (message.Html is not { } html)
        {
            WriteBody(output, "text/plain"u8, message.Text ?? "");
            return;
        }

        if (message.Text is not { } text)
        {
            WriteRelated(output, html, images);
            return;
        }

        using var alternative = new Multipart(output, "alternative"u8);
        alternative.BeginPart();
        WriteBody(output, "text/plain"u8, text);
        alternative.BeginPart();
        WriteRelated(output, html, images);
    }

    private static void WriteRelated(ByteBuffer output, string html, EmailAttachment[] images)
    {
        if (images.Length == 0)
        {
            WriteBody(output, "text/html"u8, html);
            return;
        }

        using var related = new Multipart(output, "related"u8);
        related.BeginPart();
        WriteBody(output, "text/html"u8, html);
        foreach (var image in images)
        {
            related.BeginPart();
            WriteAttachment(output, image, "inline"u8);
        }
    }

    private static void WriteBody(ByteBuffer output, ReadOnlySpan<byte> contentType, string text)
    {
        var encoding = BodyEncoder.Choose(text);
        output.Append("Content-Type: "u8).Append(contentType).Append("; charset=utf-8\r\nContent-Transfer-Encoding: "u8)
            .Append(BodyEncoder.NameOf(encoding)).Append("\r\n\r\n"u8);
        BodyEncoder.WriteText(output, text, encoding);
    }

    private static void WriteAttachment(ByteBuffer output, EmailAttachment attachment, ReadOnlySpan<byte> disposition)
    {
        output.Append("Content-Type: "u8).Append(HeaderGuard.ContentType(attachment.ContentType))
            .Append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: "u8).Append(disposition);
        Parameters.Write(output, "filename", HeaderGuard.Value(attachment.FileName, "An attachment's file name"));
        if (attachment.ContentId is { } contentId)
            output.Append("\r\nContent-ID: <"u8).Append(HeaderGuard.ContentId(contentId)).Append(">"u8);
        output.Append("\r\n\r\n"u8);
        BodyEncoder.WriteBase64(output, attachment.Content.Span);
    }

    private void WriteDate(ByteBuffer output)
    {
        const int WithoutZone = 25; // "Fri, 20 Nov 2026 20:00:00" of the pattern that ends with GMT, which RFC 5322 calls obsolete
        Span<char> date = stackalloc char[32];
        timeProvider.GetUtcNow().TryFormat(date, out _, "r", CultureInfo.InvariantCulture);
        output.Append("Date: "u8).Append(date[..WithoutZone]).Append(" +0000\r\n"u8);
    }

    /// <summary>A multipart level: its header, the delimiters, and at the end of its scope the closing one.</summary>
    private readonly ref struct Multipart : IDisposable
    {
        private readonly ByteBuffer _output;
        private readonly string _boundary;

        public Multipart(ByteBuffer output, ReadOnlySpan<byte> subtype)
        {
            _output = output;
            _boundary = "=_" + RandomNumberGenerator.GetHexString(24); // a body cannot contain what nobody can guess
            output.Append("Content-Type: multipart/"u8).Append(subtype).Append("; boundary=\""u8).Append(_boundary).Append("\"\r\n"u8);
        }

        public void BeginPart() => _output.Append("\r\n--"u8).Append(_boundary).Append("\r\n"u8);

        public void Dispose() => _output.Append("\r\n--"u8).Append(_boundary).Append("--"u8);
    }
}
