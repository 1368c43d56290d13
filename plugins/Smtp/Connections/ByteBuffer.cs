using System.Text;

namespace Notify.Channels.Smtp.Connections;

/// <summary>A growing, reusable run of bytes: one group of commands, written to the socket at once.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[1024]; // an envelope of two long addresses
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public ByteBuffer Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
        return this;
    }

    public ByteBuffer Append(ReadOnlySpan<char> text)
    {
        _length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));
        return this;
    }

    public ByteBuffer Append(long number)
    {
        number.TryFormat(Reserve(20), out var written); // 20 digits and sign hold any long
        _length += written;
        return this;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        return _bytes.AsSpan(_length);
    }
}
