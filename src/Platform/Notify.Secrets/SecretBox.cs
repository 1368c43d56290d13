using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Notify.Secrets;

/// <summary>Seals secrets at rest with AES-256-GCM. The id of the owning row is bound in, so a sealed value cannot be moved to another one.</summary>
public sealed class SecretBox(IOptions<SecretsOptions> options)
{
    /// <summary>The length of the key.</summary>
    public const int KeyBytes = 32;

    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key = Convert.FromBase64String(options.Value.Key);

    /// <summary>Seals a text. The same text never looks the same twice.</summary>
    public byte[] Seal(Guid ownerId, string plainText)
    {
        var plain = Encoding.UTF8.GetBytes(plainText);
        var box = new byte[1 + NonceBytes + TagBytes + plain.Length];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), ownerId.ToByteArray());
        return box;
    }

    /// <summary>Opens what <see cref="Seal"/> made for the same owner.</summary>
    /// <exception cref="CryptographicException">The key is another one than sealed it, or the value was changed.</exception>
    public string Open(Guid ownerId, ReadOnlySpan<byte> box)
    {
        if (box.Length < 1 + NonceBytes + TagBytes || box[0] != Format)
        {
            throw new CryptographicException("The sealed secret has an unknown format.");
        }

        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.Slice(1, NonceBytes), box[(1 + NonceBytes + TagBytes)..], box.Slice(1 + NonceBytes, TagBytes), plain, ownerId.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }
}
