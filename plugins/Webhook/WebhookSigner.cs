using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Notify.Channels.Webhook;

/// <summary>Signs by the Standard Webhooks scheme: HMAC-SHA256 over <c>id.timestamp.payload</c>, one signature per secret.</summary>
internal sealed class WebhookSigner
{
    private const string Prefix = "whsec_";
    private readonly byte[][] _keys;

    /// <exception cref="FormatException">A secret is not <c>whsec_</c> and base64.</exception>
    public WebhookSigner(string secrets) =>
        _keys = [.. secrets.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Key)];

    public bool HasKeys => _keys.Length > 0;

    /// <summary>Makes the value of <c>webhook-signature</c>: <c>v1,</c> and base64, separated by blanks.</summary>
    public string Sign(string id, long timestamp, ReadOnlySpan<byte> payload)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        var content = ArrayPool<byte>.Shared.Rent(head.Length + payload.Length);
        try
        {
            head.CopyTo(content, 0);
            payload.CopyTo(content.AsSpan(head.Length));
            var signed = content.AsSpan(0, head.Length + payload.Length);
            Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
            var signatures = new string[_keys.Length];
            for (var i = 0; i < _keys.Length; i++)
            {
                HMACSHA256.HashData(_keys[i], signed, hash);
                signatures[i] = "v1," + Convert.ToBase64String(hash);
            }

            return string.Join(' ', signatures);
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
