using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.Apns;

/// <summary>Apple's eye on provider tokens: signature, age, and how often they change.</summary>
internal sealed class FakeProviderTokens(TimeProvider timeProvider)
{
    public const string TeamId = "TEAM123456";
    public const string KeyId = "KEY1234567";

    private const int LongestAge = 3_600;
    private const int LeastInterval = 20 * 60;
    private static readonly Lazy<ECDsa> Key = new(static () => ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private readonly Lock _gate = new();
    private readonly Dictionary<string, bool> _known = []; // a signature is looked at once
    private long _lastIssued;

    public static string KeyPem => Key.Value.ExportPkcs8PrivateKeyPem();

    public static string PublicKeyPem => Key.Value.ExportSubjectPublicKeyInfoPem();

    /// <summary>Says what Apple would: null when it takes the token.</summary>
    public (int Status, string Reason)? Judge(string? authorization)
    {
        if (authorization?.Split(' ', 2) is not ["bearer", var token])
            return (403, "MissingProviderToken");
        if (token.Split('.') is not [var header, var claims, var signature])
            return (403, "InvalidProviderToken");

        var head = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(header));
        var claim = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(claims));
        if ((head.GetProperty("alg").GetString(), head.GetProperty("kid").GetString(), claim.GetProperty("iss").GetString()) != ("ES256", KeyId, TeamId))
            return (403, "InvalidProviderToken");

        var issued = claim.GetProperty("iat").GetInt64();
        lock (_gate)
        {
            if (!_known.TryGetValue(token, out var isGenuine))
            {
                _known[token] = isGenuine = Key.Value.VerifyData(
                    Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            }

            if (!isGenuine)
                return (403, "InvalidProviderToken");
            if (Math.Abs(timeProvider.GetUtcNow().ToUnixTimeSeconds() - issued) > LongestAge)
                return (403, "ExpiredProviderToken");
            if (issued > _lastIssued && _lastIssued > 0 && issued - _lastIssued < LeastInterval)
                return (429, "TooManyProviderTokenUpdates");

            _lastIssued = Math.Max(_lastIssued, issued);
            return null;
        }
    }
}
