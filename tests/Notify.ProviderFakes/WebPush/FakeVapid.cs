using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.WebPush;

/// <summary>A push service's eye on VAPID (RFC 8292).</summary>
internal sealed class FakeVapid
{
    private const int LongestLifetime = 24 * 3_600;
    private readonly ConcurrentDictionary<string, bool> _signatures = new(StringComparer.Ordinal); // each is looked at once

    /// <summary>Finds what is wrong with the value of <c>Authorization</c>; null when nothing is.</summary>
    public string? FindFault(string authorization, string origin, string? expectedKey, DateTimeOffset now)
    {
        if (!authorization.StartsWith("vapid ", StringComparison.Ordinal))
            return "scheme";

        var parts = authorization["vapid ".Length..].Split(',').Select(static part => part.Trim().Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]);
        if (!parts.TryGetValue("t", out var token) || !parts.TryGetValue("k", out var key) || token.Split('.') is not [var header, var claims, var signature])
            return "form";
        if (expectedKey is not null && key != expectedKey)
            return "the subscription was made with another key";

        if (!_signatures.GetOrAdd(authorization, _ => IsGenuine(key, $"{header}.{claims}", signature)))
            return "signature";

        var claim = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(claims));
        var left = claim.GetProperty("exp").GetInt64() - now.ToUnixTimeSeconds();
        if (left is <= 0 or > LongestLifetime)
            return "exp";
        if (claim.GetProperty("aud").GetString() != origin)
            return "aud";
        return claim.GetProperty("sub").GetString() is { } sub && (sub.StartsWith("mailto:", StringComparison.Ordinal) || sub.StartsWith("https:", StringComparison.Ordinal)) ? null : "sub";
    }

    private static bool IsGenuine(string key, string signed, string signature)
    {
        var point = Base64Url.DecodeFromChars(key);
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = point[1..33], Y = point[33..] } });
        return ecdsa.VerifyData(
            Encoding.ASCII.GetBytes(signed), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
