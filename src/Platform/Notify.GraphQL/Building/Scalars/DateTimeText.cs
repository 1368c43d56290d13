using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Building;

/// <summary>Moments as in RFC 3339: <c>Z</c> for UTC, and no more digits of a second than there are.</summary>
internal static class DateTimeText
{
    private const int LongestText = 35; // "2026-01-31T08:30:00.1234567+01:00" and two quotes

    public static DateTimeOffset Read(string text)
    {
        var hasOffset = text.Length > 19 && (text[^1] is 'Z' or 'z' || (text.Length > 25 - 1 && text[^3] == ':' && text[^6] is '+' or '-'));
        return hasOffset && DateTimeOffset.TryParseExact(
            text, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? value
            : throw new FormatException("A moment needs an offset.");
    }

    public static string Print(DateTimeOffset value)
    {
        Span<byte> utf8 = stackalloc byte[LongestText];
        return Encoding.ASCII.GetString(utf8[1..(Format(value, utf8) - 1)]);
    }

    /// <summary>Writes the quoted text without making a string of it.</summary>
    public static void Write(DateTimeOffset value, ResponseBuffer buffer)
    {
        Span<byte> utf8 = stackalloc byte[LongestText];
        buffer.WriteRaw(utf8[..Format(value, utf8)]);
    }

    private static int Format(DateTimeOffset value, Span<byte> utf8)
    {
        utf8[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, utf8[1..], out _, 'O'); // 2026-01-31T08:30:00.1234567+01:00, always 33 bytes
        var end = 1 + 27;
        while (utf8[end - 1] == '0')
        {
            end--;
        }

        if (utf8[end - 1] == '.')
        {
            end--;
        }

        if (value.Offset == TimeSpan.Zero)
        {
            utf8[end++] = (byte)'Z';
        }
        else
        {
            utf8.Slice(28, 6).CopyTo(utf8[end..]);
            end += 6;
        }

        utf8[end++] = (byte)'"';
        return end;
    }
}
