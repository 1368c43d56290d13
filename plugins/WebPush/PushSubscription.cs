using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.WebPush;

/// <summary>A browser's subscription, as <c>PushSubscription.toJSON()</c> gives it (W3C Push API).</summary>
internal sealed record PushSubscription
{
    /// <summary>What an address must be.</summary>
    public const string Form = """a browser's push subscription as JSON: {"endpoint":"https://…","keys":{"p256dh":"…","auth":"…"}}, as PushSubscription.toJSON() gives it""";

    public const int PublicKeyLength = 65; // an uncompressed point of P-256
    public const int AuthLength = 16;

    private const int LongestEndpoint = 2_048;
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("\\\"<>");

    public required Uri Endpoint { get; init; }

    public required byte[] PublicKey { get; init; }

    public required byte[] Auth { get; init; }

    /// <summary>Push services are reached over TLS only (RFC 8030 section 8). In development they may do without.</summary>
    public bool IsSecure => Endpoint.Scheme == Uri.UriSchemeHttps;

    /// <summary>Whom a VAPID token is for: the endpoint's origin (RFC 6454).</summary>
    public string Origin => Endpoint.HostNameType == UriHostNameType.Dns
        ? $"{Endpoint.Scheme}://{Endpoint.IdnHost}{(Endpoint.IsDefaultPort ? "" : $":{Endpoint.Port}")}" : Endpoint.GetLeftPart(UriPartial.Authority);

    /// <summary>Says whether the key is a point of the curve: the costly half of looking at an address.</summary>
    public bool HasUsableKey()
    {
        try
        {
            using var key = ECDiffieHellman.Create(EcPoints.Parameters(PublicKey));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public static bool TryRead(string address, [NotNullWhen(true)] out PushSubscription? subscription)
    {
        subscription = null;
        if (!address.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal)) // what the other push services' addresses never begin with
            return false;

        try
        {
            using var document = JsonDocument.Parse(address);
            var root = document.RootElement;
            if (root.Text("endpoint") is not { } text || EndpointOf(text) is not { } endpoint || !root.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Object
                || Bytes(keys.Text("p256dh"), PublicKeyLength) is not { } publicKey || Bytes(keys.Text("auth"), AuthLength) is not { } auth
                || publicKey[0] != 4) // an uncompressed point
            {
                return false;
            }

            subscription = new() { Endpoint = endpoint, PublicKey = publicKey, Auth = auth };
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException) // half of a surrogate pair, escaped
        {
            return false;
        }
    }

    /// <summary>A browser gives it in ASCII; what a careless parser would read as another host is none.</summary>
    private static Uri? EndpointOf(string text) =>
        text.Length <= LongestEndpoint && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny(Unsafe)
        && HasPlainAuthority(text) && Uri.TryCreate(text, UriKind.Absolute, out var endpoint)
        && (endpoint.Scheme == Uri.UriSchemeHttps || endpoint.Scheme == Uri.UriSchemeHttp)
        && endpoint is { HostNameType: UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6, Port: > 0 }
            ? endpoint : null;

    private static bool HasPlainAuthority(ReadOnlySpan<char> url)
    {
        const string Separator = "://";
        var start = url.IndexOf(Separator, StringComparison.Ordinal);
        var rest = start < 0 ? [] : url[(start + Separator.Length)..];
        var authority = rest.IndexOfAny('/', '?', '#') is >= 0 and var end ? rest[..end] : rest;
        return authority.Length > 0 && !authority.ContainsAny('@', '%'); // no user name, no zone
    }

    /// <summary>base64url with or without padding; some libraries write base64 instead.</summary>
    private static byte[]? Bytes(string? text, int length)
    {
        text = text?.Replace('+', '-').Replace('/', '_');
        return text is not null && Base64Url.IsValid(text, out var decoded) && decoded == length ? Base64Url.DecodeFromChars(text) : null;
    }
}
