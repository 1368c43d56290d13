using System.Text;

namespace Notify.GraphQL.Language;

/// <summary>The value of a block string: what the specification calls <c>BlockStringValue()</c>, and the way back.</summary>
internal static class BlockString
{
    /// <summary>Removes the indent that all lines but the first share, and the blank lines at both ends.</summary>
    /// <param name="raw">The text between the quotes, its line ends normalised to LF.</param>
    public static string Dedent(string raw)
    {
        var indent = CommonIndent(raw);
        var result = new StringBuilder(raw.Length);
        var isFirst = true;
        var blankLinesHeld = 0;
        var hasContent = false;
        foreach (var range in raw.AsSpan().Split('\n'))
        {
            var line = raw.AsSpan(range);
            var kept = isFirst ? line : line[Math.Min(indent, line.Length)..];
            isFirst = false;
            if (!IsBlank(line))
            {
                result.Append(kept).Append('\n');
                hasContent = true;
                blankLinesHeld = result.Length;
            }
            else if (hasContent)
            {
                result.Append(kept).Append('\n');
            }
        }

        result.Length = hasContent ? blankLinesHeld - 1 : 0; // drops the blank lines at the end, and the last line end
        return result.ToString();
    }

    /// <summary>Writes a text as a block string, as graphql-js prints descriptions.</summary>
    public static string Print(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var isOneLine = !escaped.AsSpan().ContainsAny('\n', '\r');
        var endsLikeAQuote = value.EndsWith('"') || value.EndsWith('\\');
        if (isOneLine && value.Length <= 70 && !endsLikeAQuote)
        {
            return $"\"\"\"{escaped}\"\"\"";
        }

        // A line end after the quotes would make an indented single line lose its indent.
        var lead = isOneLine && IsBlank(value.AsSpan(0, 1)) ? "" : "\n";
        return $"\"\"\"{lead}{escaped}\n\"\"\"";
    }

    /// <summary>Answers whether a text survives as a block string: no control characters, and nothing that removing indents would take away.</summary>
    public static bool CanHold(string value)
    {
        if (value.AsSpan().ContainsAnyInRange('\0', '\b') || value.AsSpan().ContainsAnyInRange('\v', '\u000f'))
        {
            return false;
        }

        return value.Length == 0 || Dedent($"\n{value}\n") == value || (!value.Contains('\n', StringComparison.Ordinal) && !IsBlank(value));
    }

    private static int CommonIndent(string raw)
    {
        var common = int.MaxValue;
        var isFirst = true;
        foreach (var range in raw.AsSpan().Split('\n'))
        {
            var line = raw.AsSpan(range);
            if (!isFirst && !IsBlank(line))
            {
                common = Math.Min(common, line.IndexOfAnyExcept(' ', '\t'));
            }

            isFirst = false;
        }

        return common == int.MaxValue ? 0 : common;
    }

    private static bool IsBlank(ReadOnlySpan<char> line) => line.IndexOfAnyExcept(' ', '\t') < 0;
}
