using System.Buffers;
using System.Text;

namespace Notify.Channels.Twilio;

/// <summary>Writes <c>application/x-www-form-urlencoded</c> in UTF-8, without a string in between.</summary>
internal sealed class FormBuffer(int capacity)
{
    private const int LongestInUtf8 = 3; // bytes of a UTF-16 unit
    private static ReadOnlySpan<byte> Hex => "0123456789ABCDEF"u8;
    private readonly ArrayBufferWriter<byte> _buffer = new(capacity);

    public ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    /// <param name="name">The field's name, of letters only.</param>
    /// <param name="value">The field's value, of any characters.</param>
    public FormBuffer Add(ReadOnlySpan<byte> name, ReadOnlySpan<char> value)
    {
        if (_buffer.WrittenCount > 0)
            _buffer.Write("&"u8);
        _buffer.Write(name);
        _buffer.Write("="u8);
        Span<byte> utf8 = stackalloc byte[64 * LongestInUtf8];
        while (value.Length > 0)
        {
            var length = Math.Min(value.Length, 64);
            if (length < value.Length && char.IsHighSurrogate(value[length - 1]))
                length--; // so that no character is cut in two
            var bytes = utf8[..Encoding.UTF8.GetBytes(value[..length], utf8)];
            Escape(bytes, _buffer.GetSpan(bytes.Length * 3), out var written);
            _buffer.Advance(written);
            value = value[length..];
        }

        return this;
    }

    private static void Escape(ReadOnlySpan<byte> bytes, Span<byte> into, out int written)
    {
        written = 0;
        foreach (var value in bytes)
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'.' or (byte)'_' or (byte)'*')
            {
                into[written++] = value;
            }
            else if (value == ' ')
            {
                into[written++] = (byte)'+';
            }
            else
            {
                into[written++] = (byte)'%';
                into[written++] = Hex[value >> 4];
                into[written++] = Hex[value & 15];
            }
        }
    }
}
