using System.Text;

namespace Notify.Channels.Slack;

/// <summary>Slack's markup: three characters begin links and mentions, and nothing else needs care.</summary>
internal static class Markup
{
    /// <summary>Makes a text that Slack shows as it is.</summary>
    public static string Escape(string text)
    {
        var first = text.AsSpan().IndexOfAny('&', '<', '>');
        if (first < 0)
            return text;

        var escaped = new StringBuilder(text, 0, first, text.Length + 16);
        foreach (var character in text.AsSpan(first))
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
