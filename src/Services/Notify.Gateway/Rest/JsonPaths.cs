using System.Text;

namespace Notify.Gateway.Rest;

/// <summary>Reads the paths that the JSON parser gives.</summary>
internal static class JsonPaths
{
    /// <summary>Splits <c>$.recipients[3]['a.b']</c> into <c>recipients</c>, <c>3</c>, <c>a.b</c>.</summary>
    public static IReadOnlyList<string> Split(string path)
    {
        var segments = new List<string>();
        for (var i = 1; i < path.Length;)
        {
            var quoted = path.AsSpan(i).StartsWith("['", StringComparison.Ordinal);
            var start = i + (quoted ? 2 : 1);
            var end = quoted ? path.IndexOf("']", start, StringComparison.Ordinal)
                : path[i] == '[' ? path.IndexOf(']', start)
                : path.IndexOfAny(['.', '['], start);
            end = end < 0 ? path.Length : end;
            segments.Add(path[start..end]);
            i = end + (quoted ? 2 : path[i] == '[' ? 1 : 0);
        }

        return segments;
    }

    /// <summary>Writes a JSON Pointer (RFC 6901).</summary>
    public static string ToPointer(IReadOnlyList<string> segments)
    {
        var pointer = new StringBuilder();
        foreach (var segment in segments)
        {
            pointer.Append('/').Append(segment.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
        }

        return pointer.ToString();
    }
}
