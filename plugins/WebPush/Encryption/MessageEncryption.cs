using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Notify.Channels.WebPush.Encryption;

/// <summary>Encrypts a message for one browser: RFC 8291 with the content coding <c>aes128gcm</c> of RFC 8188, in a single record.</summary>
internal static class MessageEncryption
{
    /// <summary>The most bytes of a message: 4,096 (RFC 8030 section 7.2) less the header, the delimiter and the tag.</summary>
    public const int LargestPlaintext = RecordSize - HeaderLength - 1 - TagLength;

    private const int RecordSize = 4_096;
    private const int SaltLength = 16;
    private const int TagLength = 16;
    private const int KeyLength = 16;
    private const int NonceLength = 12;
    private const int HashLength = SHA256.HashSizeInBytes;
    private const int HeaderLength = SaltLength + sizeof(uint) + 1 + PushSubscription.PublicKeyLength;
    private const byte LastRecord = 2;

    /// <summary>Encrypts with a new key pair and salt, as each message needs.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, PushSubscription receiver)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        Span<byte> salt = stackalloc byte[SaltLength];
        RandomNumberGenerator.Fill(salt);
        return Encrypt(plaintext, receiver, sender, salt);
    }

    public static byte[] Encrypt(ReadOnlySpan<byte> plaintext, PushSubscription receiver, ECDiffieHellman sender, ReadOnlySpan<byte> salt)
    {
        var senderPoint = EcPoints.Point(sender.ExportParameters(includePrivateParameters: false));
        Span<byte> key = stackalloc byte[HashLength];
        Span<byte> nonce = stackalloc byte[HashLength];
        DeriveKeys(receiver, sender, senderPoint, salt, key, nonce);

        var body = new byte[HeaderLength + plaintext.Length + 1 + TagLength];
        var rest = body.AsSpan();
        salt.CopyTo(rest);
        BinaryPrimitives.WriteUInt32BigEndian(rest[SaltLength..], RecordSize);
        rest[SaltLength + sizeof(uint)] = PushSubscription.PublicKeyLength;
        senderPoint.CopyTo(rest[(SaltLength + sizeof(uint) + 1)..]);

        var record = rest[HeaderLength..^TagLength];
        plaintext.CopyTo(record);
        record[^1] = LastRecord;
        using var aes = new AesGcm(key[..KeyLength], TagLength);
        aes.Encrypt(nonce[..NonceLength], record, record, rest[^TagLength..]);
        CryptographicOperations.ZeroMemory(key);
        return body;
    }

    /// <summary>RFC 8291 section 3.4. Every output fits one hash, so HKDF's expansion (RFC 5869) is one HMAC each, over the info and the number 1.</summary>
    private static void DeriveKeys(
        PushSubscription receiver, ECDiffieHellman sender, ReadOnlySpan<byte> senderPoint, ReadOnlySpan<byte> salt, Span<byte> key, Span<byte> nonce)
    {
        using var receiverKey = ECDiffieHellman.Create(EcPoints.Parameters(receiver.PublicKey));
        using var receiverPublic = receiverKey.PublicKey;
        var shared = sender.DeriveRawSecretAgreement(receiverPublic);
        Span<byte> pseudoRandom = stackalloc byte[HashLength];
        HMACSHA256.HashData(receiver.Auth, shared, pseudoRandom);
        CryptographicOperations.ZeroMemory(shared);

        var label = "WebPush: info\0"u8;
        Span<byte> info = stackalloc byte[label.Length + (2 * PushSubscription.PublicKeyLength) + 1];
        label.CopyTo(info);
        receiver.PublicKey.CopyTo(info[label.Length..]);
        senderPoint.CopyTo(info[(label.Length + PushSubscription.PublicKeyLength)..]);
        info[^1] = 1;
        Span<byte> material = stackalloc byte[HashLength];
        HMACSHA256.HashData(pseudoRandom, info, material);

        HMACSHA256.HashData(salt, material, pseudoRandom);
        HMACSHA256.HashData(pseudoRandom, "Content-Encoding: aes128gcm\0\u0001"u8, key);
        HMACSHA256.HashData(pseudoRandom, "Content-Encoding: nonce\0\u0001"u8, nonce);
        CryptographicOperations.ZeroMemory(pseudoRandom);
        CryptographicOperations.ZeroMemory(material);
    }
}
