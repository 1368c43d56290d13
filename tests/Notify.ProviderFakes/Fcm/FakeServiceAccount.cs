using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.Fcm;

/// <summary>A service account with a key of its own, and Google's eye on what it signs.</summary>
public static class FakeServiceAccount
{
    private const string Email = "notify@notify-test.iam.gserviceaccount.com";
    private const string KeyId = "0123456789abcdef0123456789abcdef01234567";
    private static readonly Lazy<RSA> Key = new(static () => RSA.Create(2048));

    /// <summary>Gets the public key, for another party to verify with.</summary>
    public static string PublicKeyPem => Key.Value.ExportSubjectPublicKeyInfoPem();

    /// <summary>Makes the key file as Firebase gives it.</summary>
    /// <param name="projectId">The project.</param>
    /// <param name="tokenUri">The token endpoint.</param>
    public static string Json(string projectId, Uri tokenUri)
    {
        ArgumentNullException.ThrowIfNull(tokenUri);
        return JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = projectId,
            ["private_key_id"] = KeyId,
            ["private_key"] = Key.Value.ExportPkcs8PrivateKeyPem() + "\n",
            ["client_email"] = Email,
            ["client_id"] = "100000000000000000001",
            ["token_uri"] = tokenUri.AbsoluteUri,
        });
    }

    /// <summary>Judges an assertion as Google's token endpoint does.</summary>
    /// <param name="assertion">The JWT.</param>
    /// <param name="audience">The token endpoint.</param>
    /// <param name="now">The time; <see langword="null"/> looks at the lifetime only.</param>
    /// <returns>What is wrong with it; <see langword="null"/> when nothing is.</returns>
    public static string? FindFault(string assertion, Uri audience, DateTimeOffset? now)
    {
        ArgumentNullException.ThrowIfNull(assertion);
        ArgumentNullException.ThrowIfNull(audience);
        if (assertion.Split('.') is not [var header, var claims, var signature])
            return "Bad Request";
        if (!Key.Value.VerifyData(
            Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
        {
            return "Invalid JWT Signature.";
        }

        var head = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(header));
        var claim = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(claims));
        if ((head.GetProperty("alg").GetString(), head.GetProperty("kid").GetString()) != ("RS256", KeyId))
            return "Invalid JWT header.";
        var (issued, expires) = (claim.GetProperty("iat").GetInt64(), claim.GetProperty("exp").GetInt64());
        var seconds = now?.ToUnixTimeSeconds() ?? issued;
        if (issued > seconds + 60 || expires <= seconds || expires - issued > 3_600)
            return "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.";
        if (claim.GetProperty("aud").GetString() != audience.AbsoluteUri || claim.GetProperty("iss").GetString() != Email)
            return "Invalid JWT audience or issuer.";
        return claim.GetProperty("scope").GetString() == "https://www.googleapis.com/auth/firebase.messaging" ? null : "Invalid OAuth scope";
    }
}
