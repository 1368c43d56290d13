using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>One block of fields, unfolded: a mail's header, a part's, or a group of a report. Whatever is no field is passed over.</summary>
internal sealed class MailFields
{
    private const int MostFields = 500;
    private const int LongestValue = 8_000; // in characters; the rest is not looked at
    private readonly List<(string Name, string Value)> _fields = [];

    public int Count => _fields.Count;

    /// <summary>Gets the first field of a name; <see langword="null"/> when there is none.</summary>
    public string? this[string name] => All(name).FirstOrDefault();

    public IEnumerable<string> All(string name) =>
        _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(static field => field.Value);

    /// <summary>Reads fields up to an empty line, and leaves in <paramref name="text"/> what follows it.</summary>
    public static MailFields Read(ref ReadOnlyMemory<char> text)
    {
        var fields = new MailFields();
        string? name = null;
        var value = new StringBuilder();
        while (TryReadLine(ref text, out var line) && !line.IsEmpty)
        {
            if (line.Span[0] is ' ' or '\t')
            {
                Append(value, line.Span);
                continue;
            }

            fields.Add(name, value);
            value.Clear();
            var colon = line.Span.IndexOf(':');
            name = colon > 0 && !line.Span[..colon].TrimEnd().ContainsAnyExceptInRange('!', '~') ? line.Span[..colon].TrimEnd().ToString() : null;
            if (name is not null)
                Append(value, line.Span[(colon + 1)..]);
        }

        fields.Add(name, value);
        return fields;
    }

    /// <summary>Takes one line off a text, without its end, which may be CRLF or LF.</summary>
    public static bool TryReadLine(ref ReadOnlyMemory<char> text, out ReadOnlyMemory<char> line)
    {
        line = text;
        if (text.IsEmpty)
            return false;

        var end = text.Span.IndexOf('\n');
        line = end < 0 ? text : text[..end];
        text = end < 0 ? default : text[(end + 1)..];
        if (line.Span is [.., '\r'])
            line = line[..^1];
        return true;
    }

    private static void Append(StringBuilder value, ReadOnlySpan<char> piece)
    {
        piece = piece.Trim();
        if (value.Length > 0)
            value.Append(' ');
        value.Append(piece[..Math.Clamp(LongestValue - value.Length, 0, piece.Length)]);
    }

    private void Add([NotNullWhen(true)] string? name, StringBuilder value)
    {
        if (name is not null && _fields.Count < MostFields)
            _fields.Add((name, value.ToString()));
    }
}
