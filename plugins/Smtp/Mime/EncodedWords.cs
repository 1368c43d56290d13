using System.Buffers;
using System.Text;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Text of any script in a header (RFC 2047), folded so that no line is longer than 78 characters.</summary>
internal static class EncodedWords
{
    private const int LongestLine = 78;
    private const int LongestWord = 75;
    private const int LongestTextToken = 60; // longer ones are encoded, because only encoded text can be folded within a word
    private const string Hex = "0123456789ABCDEF";
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static readonly SearchValues<char> PhraseAtoms = SearchValues.Create(
        " !#$%&'*+-/0123456789=?ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Writes free text after <paramref name="column"/> characters of the line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="text">What.</param>
    /// <param name="column">How much of the line is used.</param>
    /// <param name="longestToken">The longest run without a blank that is written as it is; longer ones are encoded.</param>
    public static int WriteText(ByteBuffer output, string text, int column, int longestToken = LongestTextToken) =>
        IsPlain(text, longestToken) ? WriteFolded(output, text, column) : WriteEncoded(output, text, column);

    /// <summary>Writes a display name: as it is, quoted, or encoded.</summary>
    public static int WritePhrase(ByteBuffer output, string name, int column)
    {
        if (!IsPlain(name, LongestTextToken))
            return WriteEncoded(output, name, column);

        return name.AsSpan().ContainsAnyExcept(PhraseAtoms)
            ? WriteFolded(output, $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"", column)
            : WriteFolded(output, name, column);
    }

    private static bool IsPlain(string text, int longestToken)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain) || text.Contains("=?", StringComparison.Ordinal)
            || text.StartsWith(' ') || text.EndsWith(' ') || text.Contains("  ", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var token in text.AsSpan().Split(' '))
        {
            if (token.End.Value - token.Start.Value > longestToken)
                return false;
        }

        return true;
    }

    private static int WriteFolded(ByteBuffer output, string text, int column)
    {
        var isFirst = true;
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            if (!isFirst)
            {
                if (column + 1 + word.Length > LongestLine)
                {
                    output.Append("\r\n"u8);
                    column = 0;
                }

                output.Append((byte)' ');
                column++;
            }

            output.Append(word);
            column += word.Length;
            isFirst = false;
        }

        return column;
    }

    private static int WriteEncoded(ByteBuffer output, string text, int column)
    {
        Span<byte> utf8 = stackalloc byte[4];
        var bytes = Encoding.UTF8.GetByteCount(text);
        var quoted = 0;
        foreach (var rune in text.EnumerateRunes())
            quoted += QuotedLength(rune);

        var useQuoted = quoted <= (bytes + 2) / 3 * 4;
        var prefix = useQuoted ? "=?utf-8?Q?"u8 : "=?utf-8?B?"u8;
        var chunk = new ByteBuffer();
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = useQuoted ? length + QuotedLength(rune) : (chunk.Length + rune.Utf8SequenceLength + 2) / 3 * 4;
            var room = Math.Min(LongestWord, LongestLine - column) - prefix.Length - 2;
            if (next > room && (chunk.Length > 0 || column > 1))
            {
                if (chunk.Length > 0)
                    WriteWord(output, chunk, prefix, useQuoted);
                output.Append("\r\n "u8);
                column = 1;
                chunk.Clear();
                next = useQuoted ? QuotedLength(rune) : 4;
            }

            chunk.Append(utf8[..rune.EncodeToUtf8(utf8)]);
            length = next;
        }

        WriteWord(output, chunk, prefix, useQuoted);
        return column + prefix.Length + length + 2;
    }

    private static int QuotedLength(Rune rune) => rune.Value == ' ' || (rune.IsAscii && IsQuotedLiteral((byte)rune.Value)) ? 1 : rune.Utf8SequenceLength * 3;

    /// <summary>Says whether a byte stands for itself in an encoded word even within a display name (RFC 2047 section 5 (3)).</summary>
    private static bool IsQuotedLiteral(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'!' or (byte)'*' or (byte)'+' or (byte)'-' or (byte)'/';

    private static void WriteWord(ByteBuffer output, ByteBuffer chunk, ReadOnlySpan<byte> prefix, bool useQuoted)
    {
        output.Append(prefix);
        if (useQuoted)
        {
            foreach (var value in chunk.Written.Span)
            {
                if (value == ' ')
                    output.Append((byte)'_');
                else if (IsQuotedLiteral(value))
                    output.Append(value);
                else
                    output.Append((byte)'=').Append((byte)Hex[value >> 4]).Append((byte)Hex[value & 15]);
            }
        }
        else
        {
            output.Append(Convert.ToBase64String(chunk.Written.Span));
        }

        output.Append("?="u8);
    }
}
