using System.Globalization;
using System.Text;

namespace Notify.Mailbox.Mime;

/// <summary>A field of the form <c>value; name=value</c>, with RFC 2231 parameters put together.</summary>
internal sealed record HeaderValue(string Value, IReadOnlyDictionary<string, string> Parameters)
{
    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public static HeaderValue Parse(string field)
    {
        var pieces = SplitOutsideQuotes(field);
        var sections = new SortedDictionary<(string Name, int Section), (string Text, bool IsEncoded)>();
        foreach (var piece in pieces.Skip(1))
        {
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;

            var name = piece[..equals].Trim().ToLowerInvariant();
            var isEncoded = name.EndsWith('*');
            var parts = name.TrimEnd('*').Split('*');
            var section = parts.Length > 1 && int.TryParse(parts[1], CultureInfo.InvariantCulture, out var number) ? number : 0;
            sections[(parts[0], section)] = (Unquote(piece[(equals + 1)..].Trim()), isEncoded);
        }

        var parameters = sections.GroupBy(static entry => entry.Key.Name, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => Join([.. group.Select(static entry => entry.Value)]), StringComparer.OrdinalIgnoreCase);
        return new(pieces[0].Trim().ToLowerInvariant(), parameters);
    }

    private static string Join((string Text, bool IsEncoded)[] sections)
    {
        if (!sections[0].IsEncoded)
            return EncodedWord.Decode(string.Concat(sections.Select(static section => section.Text)));

        var bytes = new List<byte>();
        var charset = "utf-8";
        for (var i = 0; i < sections.Length; i++)
        {
            var text = sections[i].Text;
            if (i == 0 && text.Split('\'', 3) is [var named, _, var rest])
            {
                charset = named;
                text = rest;
            }

            bytes.AddRange(sections[i].IsEncoded ? TransferDecoder.Percent(text) : Encoding.UTF8.GetBytes(text));
        }

        return EncodedWord.Text([.. bytes], charset);
    }

    private static List<string> SplitOutsideQuotes(string field)
    {
        var pieces = new List<string>();
        var start = 0;
        var isQuoted = false;
        for (var i = 0; i < field.Length; i++)
        {
            if (field[i] == '\\')
            {
                i++;
            }
            else if (field[i] == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (field[i] == ';' && !isQuoted)
            {
                pieces.Add(field[start..i]);
                start = i + 1;
            }
        }

        pieces.Add(field[start..]);
        return pieces;
    }

    private static string Unquote(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
            return text;

        var plain = new StringBuilder();
        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] == '\\' && i < text.Length - 2)
                i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
