using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Mime;

/// <summary>How a body travels.</summary>
internal enum TransferEncoding
{
    SevenBit,
    QuotedPrintable,
    Base64,
}

/// <summary>Writes bodies: line ends become CRLF, lines stay within limits, and no line is a lone dot.</summary>
internal static class BodyEncoder
{
    private const int LongestPlainLine = 990; // 998 less the stuffed dot and some room
    private const int QuotedLine = 75; // 76 with the soft line break
    private const int BytesPerBase64Line = 57; // 76 characters
    private const string Hex = "0123456789ABCDEF";
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n");

    public static TransferEncoding Choose(string text)
    {
        var isPlain = true;
        var encoded = 0;
        var line = 0;
        foreach (var character in text)
        {
            line = character is '\r' or '\n' ? 0 : line + 1;
            if (character is (< ' ' and not ('\t' or '\r' or '\n')) or >= '\x7f')
            {
                isPlain = false;
                encoded++;
            }

            isPlain &= line <= LongestPlainLine;
        }

        return isPlain ? TransferEncoding.SevenBit
            : encoded * 5 > text.Length ? TransferEncoding.Base64 // quoted-printable would be the longer one
            : TransferEncoding.QuotedPrintable;
    }

    public static ReadOnlySpan<byte> NameOf(TransferEncoding encoding) => encoding switch
    {
        TransferEncoding.SevenBit => "7bit"u8,
        TransferEncoding.QuotedPrintable => "quoted-printable"u8,
        _ => "base64"u8,
    };

    public static void WriteText(ByteBuffer output, string text, TransferEncoding encoding)
    {
        if (encoding == TransferEncoding.Base64)
        {
            WriteBase64(output, Encoding.UTF8.GetBytes(Normalise(text)));
            return;
        }

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(LineEnds);
            var line = end < 0 ? rest : rest[..end];
            if (encoding == TransferEncoding.SevenBit)
                WritePlainLine(output, line);
            else
                WriteQuotedLine(output, line);
            if (end < 0)
                break;

            output.Append("\r\n"u8);
            rest = rest[(end + (rest[end..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1))..];
        }
    }

    public static void WriteBase64(ByteBuffer output, ReadOnlySpan<byte> content)
    {
        for (var isFirst = true; !content.IsEmpty; isFirst = false)
        {
            if (!isFirst)
                output.Append("\r\n"u8);
            var line = content[..Math.Min(BytesPerBase64Line, content.Length)];
            Base64.EncodeToUtf8(line, output.Reserve(76), out _, out var written);
            output.Advance(written);
            content = content[line.Length..];
        }
    }

    private static string Normalise(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);

    private static void WritePlainLine(ByteBuffer output, ReadOnlySpan<char> line)
    {
        if (line.StartsWith('.'))
            output.Append((byte)'.'); // RFC 5321 section 4.5.2
        output.Append(line);
    }

    private static void WriteQuotedLine(ByteBuffer output, ReadOnlySpan<char> line)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var column = 0;
        var index = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            index += rune.Utf16SequenceLength;
            var isLast = index == line.Length;
            var isLiteral = rune.Value is >= '!' and <= '~' and not '='
                ? !(rune.Value == '.' && column == 0) // never at the start of a line: no dot to stuff
                : rune.Value is ' ' or '\t' && !isLast;
            var width = isLiteral ? 1 : rune.Utf8SequenceLength * 3;
            if (column + width > QuotedLine)
            {
                output.Append("=\r\n"u8);
                column = 0;
                isLiteral &= rune.Value != '.';
                width = isLiteral ? 1 : rune.Utf8SequenceLength * 3;
            }

            var bytes = utf8[..rune.EncodeToUtf8(utf8)];
            foreach (var value in bytes)
            {
                if (isLiteral)
                    output.Append(value);
                else
                    output.Append((byte)'=').Append((byte)Hex[value >> 4]).Append((byte)Hex[value & 15]);
            }

            column += width;
        }
    }
}
