using System.Security.Cryptography;
using System.Text;

namespace Notify.Channels.Twilio;

/// <summary>Twilio's signature of its requests: HMAC-SHA1, under the auth token, of the URL and every form field's name and value in the order of names.</summary>
internal static class TwilioSignature
{
    private const string BodyHash = "bodySHA256";

    /// <summary>Checks a request's signature.</summary>
    /// <param name="authToken">The account's auth token.</param>
    /// <param name="url">The URL as Twilio called it.</param>
    /// <param name="fields">The form's fields; none when the body is not a form.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="signature">The value of <c>X-Twilio-Signature</c>.</param>
    public static bool IsValid(string authToken, Uri url, IReadOnlyList<KeyValuePair<string, string>> fields, ReadOnlySpan<byte> body, string signature)
    {
        var given = new byte[HMACSHA1.HashSizeInBytes];
        if (!Convert.TryFromBase64String(signature, given, out var length) || length != given.Length)
            return false;

        var hash = QueryField(url, BodyHash);
        if (hash is not null && !IsHashOf(body, hash))
            return false;

        var key = Encoding.UTF8.GetBytes(authToken);
        var tail = hash is null ? Tail(fields) : "";
        return IsOf(key, url.OriginalString + tail, given) || IsOf(key, WithOtherPort(url) + tail, given);
    }

    /// <summary>Finds a field of a URL's query.</summary>
    public static string? QueryField(Uri url, string name)
    {
        foreach (var pair in FormFields.Read(url.Query.TrimStart('?')))
        {
            if (pair.Key == name)
                return pair.Value;
        }

        return null;
    }

#pragma warning disable CA5350 // Twilio signs with HMAC-SHA1 and with nothing else
    private static bool IsOf(byte[] key, string signed, byte[] given) =>
        CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(key, Encoding.UTF8.GetBytes(signed)), given);
#pragma warning restore CA5350

    private static bool IsHashOf(ReadOnlySpan<byte> body, string hash)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        return hash.Length == given.Length * 2 && Convert.FromHexString(hash, given, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(body), given);
    }

    /// <summary>A field that comes twice with one value counts once.</summary>
    private static string Tail(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var tail = new StringBuilder();
        var sorted = fields.Distinct().OrderBy(static field => field.Key, StringComparer.Ordinal).ThenBy(static field => field.Value, StringComparer.Ordinal);
        foreach (var (name, value) in sorted)
            tail.Append(name).Append(value);
        return tail.ToString();
    }

    /// <summary>Twilio signs with or without the port, by rules that have changed: the URL with its port left out, or with the standard one put in.</summary>
    private static string WithOtherPort(Uri url)
    {
        var original = url.OriginalString;
        var start = original.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = original.AsSpan(start).IndexOfAny('/', '?', '#');
        var authority = end < 0 ? original[start..] : original.Substring(start, end);
        var colon = authority.LastIndexOf(':');
        var hasPort = colon >= 0 && colon > authority.LastIndexOf(']');
        var port = url.Scheme == Uri.UriSchemeHttps ? ":443" : ":80";
        return original[..start] + (hasPort ? authority[..colon] : authority + port) + (end < 0 ? "" : original[(start + end)..]);
    }
}
