using System.Text;

namespace Notify.Mailbox.Mime;

/// <summary>A message or a part of one: header fields and either a body or further parts.</summary>
internal sealed class MimeEntity
{
    private const int DeepestNesting = 20;
    private readonly ReadOnlyMemory<byte> _body;

    private MimeEntity(IReadOnlyList<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, IReadOnlyList<MimeEntity> parts)
    {
        Headers = headers;
        _body = body;
        Parts = parts;
        ContentType = HeaderValue.Parse(Header("Content-Type") ?? "text/plain");
        Disposition = HeaderValue.Parse(Header("Content-Disposition") ?? "");
    }

    /// <summary>Gets the fields in order, unfolded but not decoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public IReadOnlyList<MimeEntity> Parts { get; }

    public HeaderValue ContentType { get; }

    public HeaderValue Disposition { get; }

    public string? ContentId => Header("Content-ID")?.Trim('<', '>');

    public string? FileName => Disposition.Parameter("filename") ?? ContentType.Parameter("name");

    /// <summary>Gets this entity and all parts below it, without the multipart levels.</summary>
    public IEnumerable<MimeEntity> Leaves => Parts.Count == 0 ? [this] : Parts.SelectMany(static part => part.Leaves);

    public bool IsAttachment => Disposition.Value == "attachment" || FileName is not null || !ContentType.Value.StartsWith("text/", StringComparison.Ordinal);

    public static MimeEntity Parse(ReadOnlyMemory<byte> content) => Parse(content, depth: 0);

    public string? Header(string name) => Headers.FirstOrDefault(field => field.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public string? DecodedHeader(string name) => Header(name) is { } value ? EncodedWord.Decode(value) : null;

    public byte[] DecodeBody() => TransferDecoder.Decode(_body.Span, Header("Content-Transfer-Encoding") ?? "7bit");

    public string DecodeText()
    {
        var bytes = DecodeBody();
        try
        {
            return Encoding.GetEncoding(ContentType.Parameter("charset") ?? "utf-8").GetString(bytes);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1.GetString(bytes); // a charset that .NET does not know
        }
    }

    private static MimeEntity Parse(ReadOnlyMemory<byte> content, int depth)
    {
        var (headers, body) = ReadHeaders(content);
        var type = HeaderValue.Parse(headers.FirstOrDefault(static field => field.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? "");
        var parts = depth < DeepestNesting && type.Value.StartsWith("multipart/", StringComparison.Ordinal) && type.Parameter("boundary") is { Length: > 0 } boundary
            ? Split(body, boundary).Select(part => Parse(part, depth + 1)).ToArray()
            : [];
        return new(headers, body, parts);
    }

    private static (List<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body) ReadHeaders(ReadOnlyMemory<byte> content)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var rest = content;
        while (!rest.IsEmpty)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = Encoding.UTF8.GetString((end < 0 ? rest : rest[..end]).Span.TrimEnd((byte)'\r'));
            rest = end < 0 ? ReadOnlyMemory<byte>.Empty : rest[(end + 1)..];
            if (line.Length == 0)
                break;

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (line[0] is ' ' or '\t' && headers.Count > 0)
                headers[^1] = new(headers[^1].Key, headers[^1].Value + line);
            else if (colon > 0)
                headers.Add(new(line[..colon], line[(colon + 1)..].TrimStart()));
        }

        return (headers, rest);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> body, string boundary)
    {
        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        var start = -1;
        for (var position = 0; position < body.Length;)
        {
            var length = body.Span[position..].IndexOf((byte)'\n');
            var next = length < 0 ? body.Length : position + length + 1;
            if (body.Span[position..next].StartsWith(delimiter))
            {
                if (start >= 0)
                    yield return body[start..Math.Max(start, BeforeLineEnd(body.Span, position))];
                if (body.Span[(position + delimiter.Length)..next].StartsWith("--"u8))
                    yield break;
                start = next;
            }

            position = next;
        }

        if (start >= 0)
            yield return body[start..];
    }

    /// <summary>The line end before a delimiter belongs to the delimiter (RFC 2046 section 5.1.1).</summary>
    private static int BeforeLineEnd(ReadOnlySpan<byte> body, int position)
    {
        if (position > 0 && body[position - 1] == '\n')
            position--;
        return position > 0 && body[position - 1] == '\r' ? position - 1 : position;
    }
}
