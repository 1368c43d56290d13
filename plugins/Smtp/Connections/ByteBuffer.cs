using System.Text;

namespace Notify.Channels.Smtp.Connections;

/// <summary>A growing, reusable run of bytes: one message or one group of commands, written to the socket at once.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[4096]; // most notifications fit without growing

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public int Capacity => _bytes.Length;

    public void Clear() => Length = 0;

    public Span<byte> Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int count) => Length += count;

    public ByteBuffer Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
        return this;
    }

    /// <summary>Puts bytes before all others.</summary>
    public void Prepend(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        _bytes.AsSpan(0, Length).CopyTo(_bytes.AsSpan(bytes.Length));
        bytes.CopyTo(_bytes);
        Length += bytes.Length;
    }

    public ByteBuffer Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
        return this;
    }

    public ByteBuffer Append(ReadOnlySpan<char> text)
    {
        Length += Encoding.UTF8.GetBytes(text, Reserve(Encoding.UTF8.GetMaxByteCount(text.Length)));
        return this;
    }

    public ByteBuffer Append(long number)
    {
        number.TryFormat(Reserve(20), out var written); // 20 digits and sign hold any long
        Length += written;
        return this;
    }
}
