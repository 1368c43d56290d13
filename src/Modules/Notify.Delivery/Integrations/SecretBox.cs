using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Notify.Delivery.Integrations;

/// <summary>Seals secrets at rest with AES-256-GCM. The integration's id is bound in, so a sealed value cannot be moved to another one.</summary>
internal sealed class SecretBox(IOptions<SecretsOptions> options)
{
    public const int KeyBytes = 32;
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key = Convert.FromBase64String(options.Value.Key);

    public byte[] Seal(Guid integrationId, string plainText)
    {
        var plain = Encoding.UTF8.GetBytes(plainText);
        var box = new byte[1 + NonceBytes + TagBytes + plain.Length];
        box[0] = Format;
        var nonce = box.AsSpan(1, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceBytes + TagBytes), box.AsSpan(1 + NonceBytes, TagBytes), integrationId.ToByteArray());
        return box;
    }

    /// <exception cref="CryptographicException">The key is another one than sealed it, or the value was changed.</exception>
    public string Open(Guid integrationId, ReadOnlySpan<byte> box)
    {
        if (box.Length < 1 + NonceBytes + TagBytes || box[0] != Format)
        {
            throw new CryptographicException("The sealed secret has an unknown format.");
        }

        var plain = new byte[box.Length - 1 - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box.Slice(1, NonceBytes), box[(1 + NonceBytes + TagBytes)..], box.Slice(1 + NonceBytes, TagBytes), plain, integrationId.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }
}
