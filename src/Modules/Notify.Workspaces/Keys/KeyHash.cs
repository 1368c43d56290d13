using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Notify.Workspaces.Keys;

/// <summary>SHA-256 of a key: what is stored, and what caches are keyed by, so that no memory holds keys in clear.</summary>
internal readonly record struct KeyHash
{
    private readonly UInt128 first;
    private readonly UInt128 second;

    private KeyHash(ReadOnlySpan<byte> digest)
    {
        first = MemoryMarshal.Read<UInt128>(digest);
        second = MemoryMarshal.Read<UInt128>(digest[16..]);
    }

    /// <summary>Hashes a well-formed key.</summary>
    public static KeyHash Of(string key)
    {
        Span<byte> text = stackalloc byte[KeyText.MaxLength];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var length = System.Text.Encoding.ASCII.GetBytes(key, text);
        SHA256.HashData(text[..length], digest);
        return new(digest);
    }

    /// <summary>Compares with a stored hash in a time that does not depend on where they differ.</summary>
    public bool Matches(ReadOnlySpan<byte> stored)
    {
        Span<byte> own = stackalloc byte[SHA256.HashSizeInBytes];
        Write(own);
        return CryptographicOperations.FixedTimeEquals(own, stored);
    }

    public byte[] ToArray()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        Write(bytes);
        return bytes;
    }

    private void Write(Span<byte> target)
    {
        MemoryMarshal.Write(target, in first);
        MemoryMarshal.Write(target[16..], in second);
    }
}
