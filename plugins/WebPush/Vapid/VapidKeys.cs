using System.Buffers.Text;
using System.Security.Cryptography;

namespace Notify.Channels.WebPush;

/// <summary>Makes and reads the keys by which an application server is known to push services (RFC 8292).</summary>
public static class VapidKeys
{
    /// <summary>Makes a new pair.</summary>
    public static VapidKeyPair Generate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        return new()
        {
            PublicKey = Base64Url.EncodeToString(EcPoints.Point(parameters)),
            PrivateKey = Base64Url.EncodeToString(parameters.D), // there, since it was asked for
        };
    }

    /// <summary>Reads a pair and proves that its halves belong together.</summary>
    /// <exception cref="FormatException">They cannot be used; the message says why, without them.</exception>
    internal static ECDsa Read(string publicKey, string privateKey)
    {
        publicKey = publicKey.TrimEnd('=');
        if (!Base64Url.IsValid(publicKey, out var length) || length != PushSubscription.PublicKeyLength || Base64Url.DecodeFromChars(publicKey) is not [4, ..] point)
            throw new FormatException("The VAPID public key is not the base64url of an uncompressed P-256 point.");

        var key = ReadPrivate(privateKey);
        var own = EcPoints.Point(key.ExportParameters(includePrivateParameters: false));
        if (point.AsSpan().SequenceEqual(own))
            return key;

        key.Dispose();
        throw new FormatException("The VAPID public key does not belong to the private key. Generate a pair, and let browsers subscribe again.");
    }

    private static ECDsa ReadPrivate(string text)
    {
        var key = ECDsa.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
                key.ImportFromPem(text.Replace("\\n", "\n", StringComparison.Ordinal)); // as it stands in environment variables
            else if (Base64Url.IsValid(text, out var length) && length == 32)
                key.ImportParameters(new() { Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars(text) });
            else
                throw new CryptographicException();
            if (key.KeySize == 256 && key.ExportParameters(includePrivateParameters: true).D is not null)
                return key;
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // Said below, without the parser's words: they may quote the key.
        }

        key.Dispose();
        throw new FormatException("The VAPID private key is neither 32 bytes in base64url nor a P-256 private key in PEM.");
    }
}
