using System.Buffers.Text;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Notify.Benchmarks.Channels;

/// <summary>RFC 8291 in the plainest calls of the class library: a new key pair for every message, as the standard demands.</summary>
internal sealed class PlainEncryption
{
    /// <summary>How much longer a message becomes: the header with a key, the delimiter and the tag.</summary>
    public const int Overhead = HeaderLength + 1 + TagLength;

    private const int HeaderLength = 86;
    private const int TagLength = 16;
    private readonly byte[] receiver;
    private readonly byte[] auth;

    public PlainEncryption(string subscription)
    {
        using var document = JsonDocument.Parse(subscription);
        var keys = document.RootElement.GetProperty("keys");
        receiver = Base64Url.DecodeFromChars(keys.GetProperty("p256dh").GetString());
        auth = Base64Url.DecodeFromChars(keys.GetProperty("auth").GetString());
    }

    public byte[] Encrypt(byte[] plaintext)
    {
        using var sender = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = receiver[1..33], Y = receiver[33..] } });
        var q = sender.ExportParameters(includePrivateParameters: false).Q;
        byte[] point = [4, .. q.X!, .. q.Y!]; // an exported key has both
        var salt = RandomNumberGenerator.GetBytes(16);
        var material = HKDF.DeriveKey(HashAlgorithmName.SHA256, sender.DeriveRawSecretAgreement(other.PublicKey), 32, auth, [.. "WebPush: info\0"u8, .. receiver, .. point]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, material, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());
        byte[] record = [.. plaintext, 2];
        var body = new byte[plaintext.Length + Overhead];
        salt.CopyTo(body, 0);
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(16), 4_096);
        body[20] = 65;
        point.CopyTo(body, 21);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, record, body.AsSpan(HeaderLength, record.Length), body.AsSpan(HeaderLength + record.Length));
        return body;
    }
}
