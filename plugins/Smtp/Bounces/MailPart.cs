using System.Text;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>A mail, or a part of one (RFC 2045, 2046), read as far as reports need it: whatever it holds, within bounds and without an exception.</summary>
internal sealed class MailPart
{
    private const int MostParts = 50;
    private const int Deepest = 5;

    private MailPart(MailFields fields, ReadOnlyMemory<char> body, int depth)
    {
        Fields = fields;
        ContentType = ContentType.Parse(fields["Content-Type"]);
        Parts = depth < Deepest && ContentType is { Boundary: { Length: > 0 } boundary } && ContentType.MediaType.StartsWith("multipart/", StringComparison.Ordinal)
            ? Split(body, boundary, depth) : [];
        Body = Parts.Count == 0 ? Decode(body, fields["Content-Transfer-Encoding"]) : default;
    }

    public MailFields Fields { get; }

    public ContentType ContentType { get; }

    public IReadOnlyList<MailPart> Parts { get; }

    /// <summary>Gets the decoded body, each octet as a character; empty where there are parts.</summary>
    public ReadOnlyMemory<char> Body { get; }

    public static MailPart Parse(ReadOnlySpan<byte> mail)
    {
        ReadOnlyMemory<char> text = Encoding.Latin1.GetString(mail).AsMemory();
        var rest = text;
        if (text.Span.StartsWith("From ") && MailFields.TryReadLine(ref rest, out _))
            text = rest; // a mailbox file's own line
        return Read(text, depth: 0);
    }

    /// <summary>Gets this part and all within it.</summary>
    public IEnumerable<MailPart> All() => Parts.SelectMany(static part => part.All()).Prepend(this);

    private static MailPart Read(ReadOnlyMemory<char> text, int depth)
    {
        var fields = MailFields.Read(ref text);
        return new(fields, text, depth);
    }

    private static List<MailPart> Split(ReadOnlyMemory<char> body, string boundary, int depth)
    {
        var parts = new List<MailPart>();
        var delimiter = "--" + boundary;
        var rest = body;
        var begin = -1; // of the current part; before the first delimiter there is none
        while (parts.Count < MostParts)
        {
            var at = body.Length - rest.Length;
            var isThere = MailFields.TryReadLine(ref rest, out var line);
            var isDelimiter = isThere && line.Span.StartsWith(delimiter) && line.Span[delimiter.Length..].TrimEnd() is "" or "--";
            if (isThere && !isDelimiter)
                continue;

            if (begin >= 0)
                parts.Add(Read(body[begin..at], depth + 1));
            begin = body.Length - rest.Length;
            if (!isThere || line.Span.TrimEnd().Length > delimiter.Length)
                break;
        }

        return parts;
    }

    private static ReadOnlyMemory<char> Decode(ReadOnlyMemory<char> body, string? encoding) => encoding?.Trim().ToUpperInvariant() switch
    {
        "BASE64" => DecodeBase64(body.Span),
        "QUOTED-PRINTABLE" => DecodeQuoted(body.Span),
        _ => body,
    };

    private static ReadOnlyMemory<char> DecodeBase64(ReadOnlySpan<char> body)
    {
        var decoded = new byte[body.Length]; // more than enough
        return Convert.TryFromBase64Chars(body, decoded, out var length) ? Encoding.Latin1.GetString(decoded.AsSpan(0, length)).AsMemory() : default;
    }

    private static ReadOnlyMemory<char> DecodeQuoted(ReadOnlySpan<char> body)
    {
        var decoded = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            var rest = body[i..];
            if (rest.StartsWith("=\r\n"))
            {
                i += 2;
            }
            else if (rest.StartsWith("=\n"))
            {
                i++;
            }
            else if (rest is ['=', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
            {
                decoded.Append((char)Convert.FromHexString(rest[1..3])[0]);
                i += 2;
            }
            else
            {
                decoded.Append(body[i]);
            }
        }

        return decoded.ToString().AsMemory();
    }
}
