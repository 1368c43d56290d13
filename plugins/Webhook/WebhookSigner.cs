using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Notify.Channels.Webhook;

/// <summary>Signs by the Standard Webhooks scheme: HMAC-SHA256 over <c>id.timestamp.payload</c>, one signature per secret.</summary>
internal sealed class WebhookSigner
{
    private const string Prefix = "whsec_";
    private const string Version = "v1,";
    private const int SignatureLength = 3 + 44; // the version, and 32 bytes in base64
    private const int RoomForTimestamp = 20 + 2; // the longest of 64 bits, and two dots
    private readonly byte[][] _keys;

    /// <exception cref="FormatException">A secret is not <c>whsec_</c> and base64.</exception>
    public WebhookSigner(string secrets) =>
        _keys = [.. secrets.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Key)];

    public bool HasKeys => _keys.Length > 0;

    /// <summary>Makes the value of <c>webhook-signature</c>: <c>v1,</c> and base64, separated by blanks.</summary>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> payload)
    {
        var content = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(id.Length) + RoomForTimestamp + payload.Length);
        try
        {
            var length = Encoding.UTF8.GetBytes(id, content);
            content[length++] = (byte)'.';
            timestamp.TryFormat(content.AsSpan(length), out var digits, default, CultureInfo.InvariantCulture); // there is room for the longest
            length += digits;
            content[length++] = (byte)'.';
            payload.CopyTo(content.AsSpan(length));
            return string.Create((_keys.Length * (SignatureLength + 1)) - 1, (Keys: _keys, Content: content.AsMemory(0, length + payload.Length)), static (text, of) =>
            {
                Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
                for (var i = 0; i < of.Keys.Length; i++)
                {
                    if (i > 0)
                        text[(i * (SignatureLength + 1)) - 1] = ' ';
                    var signature = text.Slice(i * (SignatureLength + 1), SignatureLength);
                    Version.CopyTo(signature);
                    HMACSHA256.HashData(of.Keys[i], of.Content.Span, hash);
                    Convert.TryToBase64Chars(hash, signature[Version.Length..], out _); // it fits: its length is known
                }
            });
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(content);
        }
    }

    private static byte[] Key(string secret) => secret.StartsWith(Prefix, StringComparison.Ordinal)
        ? Convert.FromBase64String(secret[Prefix.Length..])
        : throw new FormatException($"A signing secret must begin with {Prefix}.");
}
