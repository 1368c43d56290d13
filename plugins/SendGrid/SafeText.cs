using System.Text;

namespace Notify.Channels.SendGrid;

/// <summary>Makes what SendGrid or a mail server says fit for a reason: one line, not too long, without addresses.</summary>
internal static class SafeText
{
    private const int Longest = 300;
    private const int ShortestHidden = 4; // a shorter text is part of any sentence
    private const string InItsPlace = "[…]";

    /// <summary>Makes a text fit.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="hidden">What must not be in it, should it be repeated there.</param>
    public static string Of(string text, params ReadOnlySpan<string?> hidden)
    {
        foreach (var secret in hidden)
        {
            if (secret is { Length: >= ShortestHidden })
                text = text.Replace(secret, InItsPlace, StringComparison.OrdinalIgnoreCase);
        }

        var safe = new StringBuilder(Math.Min(text.Length, Longest) + 16);
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan()[range];
            if (safe.Length > 0)
                safe.Append(' ');
            if (word.Contains('@'))
                safe.Append(InItsPlace);
            else
                AppendPrintable(safe, word);
            if (safe.Length > Longest)
                return safe.ToString(0, Longest) + "…";
        }

        return safe.ToString();
    }

    private static void AppendPrintable(StringBuilder safe, ReadOnlySpan<char> word)
    {
        foreach (var character in word)
            safe.Append(char.IsControl(character) || char.IsSurrogate(character) ? ' ' : character);
    }
}
