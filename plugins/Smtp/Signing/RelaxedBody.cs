using System.Security.Cryptography;

namespace Notify.Channels.Smtp.Signing;

/// <summary>The hash of a body's relaxed form (RFC 6376 section 3.4.4): no blanks at line ends, one for each run of them, no empty lines at the end.</summary>
internal static class RelaxedBody
{
    private const int ChunkLength = 4096;

    /// <param name="stuffed">The body as it goes over the wire: a dot that begins a line is doubled.</param>
    public static byte[] Hash(ReadOnlySpan<byte> stuffed)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var output = new Chunk(hash, stackalloc byte[ChunkLength]);
        var emptyLines = 0;
        while (!stuffed.IsEmpty)
        {
            var end = stuffed.IndexOf("\r\n"u8);
            var line = end < 0 ? stuffed : stuffed[..end];
            stuffed = end < 0 ? [] : stuffed[(end + 2)..];
            if (line.StartsWith((byte)'.'))
                line = line[1..];
            line = line.TrimEnd(" \t"u8);
            if (line.IsEmpty)
            {
                emptyLines++;
                continue;
            }

            for (; emptyLines > 0; emptyLines--)
                output.Append("\r\n"u8);
            AppendReduced(ref output, line);
            output.Append("\r\n"u8);
        }

        output.Flush();
        return hash.GetHashAndReset();
    }

    private static void AppendReduced(ref Chunk output, ReadOnlySpan<byte> line)
    {
        int blank;
        while ((blank = line.IndexOfAny((byte)' ', (byte)'\t')) >= 0)
        {
            output.Append(line[..blank]);
            output.Append(" "u8);
            line = line[blank..].TrimStart(" \t"u8);
        }

        output.Append(line);
    }

    /// <summary>Hands small pieces to the hash in larger ones.</summary>
    private ref struct Chunk(IncrementalHash hash, Span<byte> bytes)
    {
        private readonly Span<byte> _bytes = bytes;
        private int _length;

        public void Append(ReadOnlySpan<byte> piece)
        {
            if (piece.Length > _bytes.Length - _length)
                Flush();
            if (piece.Length > _bytes.Length)
            {
                hash.AppendData(piece);
                return;
            }

            piece.CopyTo(_bytes[_length..]);
            _length += piece.Length;
        }

        public void Flush()
        {
            hash.AppendData(_bytes[.._length]);
            _length = 0;
        }
    }
}
