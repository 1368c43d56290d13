using System.Security.Cryptography;
using System.Text;
using Notify.Primitives;

namespace Notify.Gateway.Rest;

/// <summary>Reads the <c>Idempotency-Key</c> header.</summary>
internal static class IdempotencyKeys
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 255;

    /// <summary>Gets the key with the fingerprint of method, path and body; <see langword="null"/> when none was sent.</summary>
    /// <exception cref="NotifyException">The header is not one value of 1 to 255 visible ASCII characters.</exception>
    public static RequestKey? Read(HttpContext context, ReadOnlySpan<byte> body)
    {
        var header = context.Request.Headers[Header];
        if (header.Count == 0)
        {
            return null;
        }

        var key = header.Count == 1 ? header[0] : null;
        return key is { Length: > 0 and <= MaxLength } && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? new(key, Fingerprint(context.Request, body))
            : throw new NotifyException(
                ErrorCode.ValidationError, $"The {Header} header must be sent once, with 1 to {MaxLength} visible ASCII characters.");
    }

    private static byte[] Fingerprint(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }
}
