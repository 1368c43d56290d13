using System.Text;
using Notify.Channels.Smtp.Connections;

namespace Notify.Channels.Smtp.Signing;

/// <summary>The fields of a header, and their relaxed form (RFC 6376 section 3.4.2).</summary>
internal readonly ref struct HeaderFields
{
    /// <summary>What a signature covers where it is there. From is named once more than it is there, so that nobody can add another one.</summary>
    private static readonly string[] Covered =
    [
        "from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "mime-version", "content-type",
        "content-transfer-encoding", "list-id", "list-unsubscribe", "list-unsubscribe-post",
    ];

    private readonly ReadOnlySpan<byte> _header;
    private readonly List<(string Name, int Start, int Length)> _fields;

    private HeaderFields(ReadOnlySpan<byte> header, List<(string Name, int Start, int Length)> fields)
    {
        _header = header;
        _fields = fields;
    }

    /// <summary>Finds the fields of a header whose lines all end with CRLF.</summary>
    public static HeaderFields Of(ReadOnlySpan<byte> header)
    {
        var fields = new List<(string, int, int)>();
        var start = 0;
        while (start < header.Length)
        {
            var end = start;
            do
                end += header[end..].IndexOf("\r\n"u8) + 2;
            while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
            var name = header[start..(start + header[start..end].IndexOf((byte)':'))];
            fields.Add((Encoding.ASCII.GetString(name).ToLowerInvariant(), start, end - start));
            start = end;
        }

        return new(header, fields);
    }

    /// <summary>Appends the relaxed form of all that is covered, the last of each name first, and tells their names.</summary>
    public List<string> AppendSigned(ByteBuffer output)
    {
        var names = new List<string> { "from" };
        foreach (var name in Covered)
        {
            for (var i = _fields.Count - 1; i >= 0; i--)
            {
                if (_fields[i].Name != name)
                    continue;

                names.Add(name);
                AppendRelaxed(output, _header.Slice(_fields[i].Start, _fields[i].Length));
                output.Append("\r\n"u8);
            }
        }

        return names;
    }

    /// <summary>Appends one field without its line's end: the name in small letters, no folding, one blank for each run of blanks, none around the value.</summary>
    public static void AppendRelaxed(ByteBuffer output, ReadOnlySpan<byte> field)
    {
        var colon = field.IndexOf((byte)':');
        foreach (var letter in field[..colon].TrimEnd(" \t"u8))
            output.Append((byte)char.ToLowerInvariant((char)letter));
        output.Append(":"u8);
        var isBlank = false;
        foreach (var value in field[(colon + 1)..].Trim(" \t\r\n"u8))
        {
            if (value is (byte)'\r' or (byte)'\n')
                continue;

            if (value is (byte)' ' or (byte)'\t')
            {
                isBlank = true;
                continue;
            }

            if (isBlank)
                output.Append((byte)' ');
            isBlank = false;
            output.Append(value);
        }
    }
}
