using System.Text;

namespace Notify.Channels.Smtp.Mime;

/// <summary>
/// Text for a header that arrives as it is. Plain ASCII stays; the rest becomes encoded words (RFC 2047), which MimeKit only folds. It would encode by itself,
/// but makes words longer than the 75 characters that are allowed, and leaves blanks that are trimmed on the way, and text that looks encoded.
/// </summary>
internal static class HeaderText
{
    private const int BytesPerWord = 39; // 52 characters of base64, 64 with what is around them: a short field name is on the same line of 78
    private const int LongestTextWord = 60; // longer ones are encoded, because only encoded text can be folded within a word

    /// <param name="text">The text.</param>
    /// <param name="longestWord">The longest run without a blank that stays as it is.</param>
    public static string Safe(string text, int longestWord = LongestTextWord) => IsPlain(text, longestWord) ? text : Encode(text);

    private static bool IsPlain(string text, int longestWord)
    {
        if (text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.StartsWith(' ') || text.EndsWith(' ')
            || text.Contains("  ", StringComparison.Ordinal) || text.Contains("=?", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var word in text.AsSpan().Split(' '))
        {
            if (word.End.Value - word.Start.Value > longestWord)
                return false;
        }

        return true;
    }

    private static string Encode(string text)
    {
        var words = new StringBuilder();
        Span<byte> bytes = stackalloc byte[BytesPerWord];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > BytesPerWord)
            {
                Append(words, bytes[..length]);
                length = 0;
            }

            length += rune.EncodeToUtf8(bytes[length..]);
        }

        return Append(words, bytes[..length]).ToString();
    }

    private static StringBuilder Append(StringBuilder words, ReadOnlySpan<byte> bytes) =>
        words.Append(words.Length == 0 ? "" : " ").Append("=?utf-8?B?").Append(Convert.ToBase64String(bytes)).Append("?=");
}
