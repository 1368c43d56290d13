using System.Buffers;
using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Additional header fields: refuses what would end a header line or is SendGrid's own, and encodes what is not ASCII.</summary>
internal static class MailHeaders
{
    private const int LongestChunk = 45; // in bytes: 60 characters of base64, so that an encoded word stays below 75 (RFC 2047 section 2)
    private static readonly SearchValues<char> Breaking = SearchValues.Create("\r\n\0");
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Fields that SendGrid makes itself and refuses from others, or that would tell recipients of each other.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "Received", "DKIM-Signature", "Content-Type", "Content-Transfer-Encoding", "From", "To", "Cc", "Bcc", "Reply-To", "Sender",
        "Return-Path", "Subject", "Date", "MIME-Version", "X-SMTPAPI",
    };

    /// <summary>Writes the <c>headers</c> of one personalization, or nothing when there are none.</summary>
    /// <exception cref="MailFaultException">A field cannot be sent.</exception>
    public static void Write(Utf8JsonWriter json, EmailMessage message)
    {
        if (message.Headers.Count == 0 && message.UnsubscribeUri is null)
            return;

        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in message.Headers)
        {
            CheckName(name, message.UnsubscribeUri is not null);
            json.WriteString(name, Encode(Line(value, $"The header '{name}'")));
        }

        if (message.UnsubscribeUri is { } unsubscribe)
        {
            json.WriteString("List-Unsubscribe"u8, $"<{unsubscribe.AbsoluteUri}>");
            json.WriteString("List-Unsubscribe-Post"u8, "List-Unsubscribe=One-Click"u8);
        }

        json.WriteEndObject();
    }

    /// <summary>Refuses a text that would end a header line.</summary>
    /// <exception cref="MailFaultException">It would.</exception>
    public static string Line(string value, string what) => value.AsSpan().ContainsAny(Breaking)
        ? throw new MailFaultException("invalid-header", $"{what} contains a line break or a NUL character, which would end the header. Remove it.") : value;

    private static void CheckName(string name, bool hasUnsubscribe)
    {
        if (name.Length is 0 or > 70 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
            throw new MailFaultException("invalid-header", "A header's name must be 1 to 70 letters, digits and hyphens.");
        if (Reserved.Contains(name) || (hasUnsubscribe && name.StartsWith("List-Unsubscribe", StringComparison.OrdinalIgnoreCase)))
            throw new MailFaultException("invalid-header", $"The header '{name}' is made by the channel or by SendGrid and cannot be given.");
    }

    /// <summary>SendGrid passes values on as they are, so a value beyond ASCII becomes encoded words (RFC 2047).</summary>
    private static string Encode(string value)
    {
        if (Ascii.IsValid(value))
            return value;

        var encoded = new StringBuilder();
        Span<byte> chunk = stackalloc byte[LongestChunk];
        var length = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestChunk)
            {
                AppendWord(encoded, chunk[..length]);
                length = 0;
            }

            length += rune.EncodeToUtf8(chunk[length..]);
        }

        AppendWord(encoded, chunk[..length]);
        return encoded.ToString();
    }

    private static void AppendWord(StringBuilder encoded, ReadOnlySpan<byte> chunk) =>
        encoded.Append(encoded.Length == 0 ? "" : " ").Append("=?utf-8?B?").Append(Convert.ToBase64String(chunk)).Append("?=");
}
