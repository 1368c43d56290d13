using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notify.GraphQL.Execution;

/// <summary>
/// A growing UTF-8 JSON text that can be cut back: null bubbling takes away what an object had written so far by
/// <see cref="TruncateTo"/>, which no JSON writer of the framework offers. Rents its memory; dispose it once.
/// </summary>
internal sealed class ResponseBuffer : IDisposable
{
    private const int InitialBytes = 8_192; // one page of a feed; grows by doubling
    private const string HexDigits = "0123456789abcdef";
    private static readonly SearchValues<char> MustEscape = SearchValues.Create([.. Enumerable.Range(0, 32).Select(code => (char)code), '"', '\\']);
    private byte[] bytes;
    private int length;

    public ResponseBuffer(int initialBytes = InitialBytes) => bytes = ArrayPool<byte>.Shared.Rent(initialBytes);

    /// <summary>Gets how much is written; a checkpoint for <see cref="TruncateTo"/>.</summary>
    public int Length => length;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    public void TruncateTo(int checkpoint) => length = checkpoint;

    public void Dispose()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = [];
            length = 0;
        }
    }

    /// <summary>Appends what is JSON already, such as a pre-encoded response name with its colon.</summary>
    public void WriteRaw(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Reserve(json.Length));
        length += json.Length;
    }

    public void WriteByte(byte value)
    {
        Reserve(1)[0] = value;
        length++;
    }

    public void WriteNull() => WriteRaw("null"u8);

    public void WriteBoolean(bool value) => WriteRaw(value ? "true"u8 : "false"u8);

    public void WriteInt32(int value) => WriteInt64(value);

    public void WriteInt64(long value)
    {
        Utf8Formatter.TryFormat(value, Reserve(20), out var written);
        length += written;
    }

    /// <summary>Writes the shortest text that reads back as the same number.</summary>
    /// <exception cref="TypeSystem.LeafException">The number is not finite.</exception>
    public void WriteDouble(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new TypeSystem.LeafException($"Float cannot represent the non-finite value {value.ToString(CultureInfo.InvariantCulture)}.");
        }

        value.TryFormat(Reserve(32), out var written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    public void WriteDecimal(decimal value)
    {
        value.TryFormat(Reserve(64), out var written, default, CultureInfo.InvariantCulture);
        length += written;
    }

    public void WriteGuid(Guid value)
    {
        var target = Reserve(38);
        target[0] = (byte)'"';
        Utf8Formatter.TryFormat(value, target[1..], out var written);
        target[written + 1] = (byte)'"';
        length += written + 2;
    }

    public void WriteString(string value) => WriteString(value.AsSpan());

    /// <summary>Writes a JSON string, escaping only what JSON must have escaped: the media type keeps browsers from reading it as a page.</summary>
    public void WriteString(ReadOnlySpan<char> value)
    {
        WriteByte((byte)'"');
        while (true)
        {
            var escapeAt = value.IndexOfAny(MustEscape);
            var plain = escapeAt < 0 ? value : value[..escapeAt];
            length += Encoding.UTF8.GetBytes(plain, Reserve(plain.Length * 3));
            if (escapeAt < 0)
            {
                break;
            }

            WriteEscaped(value[escapeAt]);
            value = value[(escapeAt + 1)..];
        }

        WriteByte((byte)'"');
    }

    /// <summary>Writes any value that <c>System.Text.Json</c> can write.</summary>
    public void WriteJson(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            value.WriteTo(writer);
        }

        WriteRaw(buffer.WrittenSpan);
    }

    private void WriteEscaped(char value)
    {
        switch (value)
        {
            case '"': WriteRaw("\\\""u8); break;
            case '\\': WriteRaw("\\\\"u8); break;
            case '\n': WriteRaw("\\n"u8); break;
            case '\r': WriteRaw("\\r"u8); break;
            case '\t': WriteRaw("\\t"u8); break;
            default:
                WriteRaw("\\u00"u8);
                WriteByte((byte)HexDigits[value >> 4]);
                WriteByte((byte)HexDigits[value & 15]);
                break;
        }
    }

    private Span<byte> Reserve(int count)
    {
        if (bytes.Length - length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, length + count));
            bytes.AsSpan(0, length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }

        return bytes.AsSpan(length);
    }
}
