using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.WebPush;

/// <summary>A browser that subscribed: it has the private key, and so can read what a push service cannot.</summary>
public sealed class FakeBrowser : IDisposable
{
    private readonly ECDiffieHellman _key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _auth = RandomNumberGenerator.GetBytes(16);
    private readonly byte[] _point;

    /// <summary>Makes a browser with a subscription.</summary>
    /// <param name="endpoint">The URL that its push service gave it.</param>
    public FakeBrowser(Uri endpoint)
    {
        Endpoint = endpoint;
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        _point = [4, .. q.X!, .. q.Y!];
    }

    /// <summary>Gets the endpoint.</summary>
    public Uri Endpoint { get; }

    /// <summary>Gets the public key, base64url without padding.</summary>
    public string P256dh => Base64Url.EncodeToString(_point);

    /// <summary>Gets the authentication secret, base64url without padding.</summary>
    public string Auth => Base64Url.EncodeToString(_auth);

    /// <summary>Gets the private key, base64url without padding, for another party to read with.</summary>
    public string PrivateKey => Base64Url.EncodeToString(_key.ExportParameters(includePrivateParameters: true).D);

    /// <summary>Gets what <c>JSON.stringify(subscription)</c> gives in a browser.</summary>
    public string Subscription =>
        JsonSerializer.Serialize(new { endpoint = Endpoint.AbsoluteUri, expirationTime = (long?)null, keys = new { p256dh = P256dh, auth = Auth } });

    /// <summary>Reads a message by RFC 8291 and RFC 8188, of one record.</summary>
    /// <param name="body">The encrypted body.</param>
    /// <returns>The message as UTF-8 text.</returns>
    /// <exception cref="CryptographicException">It was not made for this browser, or was changed.</exception>
    public string Decrypt(ReadOnlySpan<byte> body)
    {
        var salt = body[..16].ToArray();
        var recordSize = BinaryPrimitives.ReadUInt32BigEndian(body[16..]);
        var sender = body.Slice(21, body[20]).ToArray();
        var record = body[(21 + sender.Length)..];
        if (recordSize != 4_096 || sender.Length != 65 || record.Length > recordSize)
            throw new CryptographicException("The header is not that of one record of 4,096 bytes.");

        using var senderKey = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = sender[1..33], Y = sender[33..] } });
        var input = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, _key.DeriveRawSecretAgreement(senderKey.PublicKey), 32, _auth, [.. "WebPush: info\0"u8, .. _point, .. sender]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, input, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());
        var plain = new byte[record.Length - 16];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(nonce, record[..^16], record[^16..], plain);
        var end = plain.AsSpan().LastIndexOfAnyExcept((byte)0);
        return plain[end] == 2 ? Encoding.UTF8.GetString(plain, 0, end) : throw new CryptographicException("The last record does not end with 2.");
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
