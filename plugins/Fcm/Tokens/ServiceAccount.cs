using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Notify.Channels.Fcm.Tokens;

/// <summary>A Google service account: who signs, and where the signature is exchanged for an access token.</summary>
/// <remarks>Signed by hand: after Google.Apis.Auth fetched a token, the plugin's load context never left memory (docs/decisions/0013).</remarks>
internal sealed class ServiceAccount : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/firebase.messaging";
    private const int LifetimeSeconds = 3_600; // the longest that Google takes
    private readonly RSA _key;
    private readonly string _header;
    private readonly string _email;

    private ServiceAccount(RSA key, string? keyId, string email, Uri tokenUri, string? projectId)
    {
        _key = key;
        _email = email;
        TokenUri = tokenUri;
        ProjectId = projectId;
        _header = Segment(writer =>
        {
            writer.WriteString("alg", "RS256");
            writer.WriteString("typ", "JWT");
            if (keyId is not null)
                writer.WriteString("kid", keyId);
        });
    }

    public Uri TokenUri { get; }

    public string? ProjectId { get; }

    /// <exception cref="FormatException">It is not the key file of a service account; the message says what is wrong with it, without quoting it.</exception>
    public static ServiceAccount Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
            return Of(value);

        try
        {
            using var document = JsonDocument.Parse(value.GetString()!); // a text by the line above
            return Of(document.RootElement);
        }
        catch (JsonException)
        {
            throw new FormatException("The service account is not JSON. Paste the whole key file.");
        }
    }

    /// <summary>Makes the assertion that is exchanged for an access token.</summary>
    public string Sign(DateTimeOffset now)
    {
        var issuedAt = now.ToUnixTimeSeconds();
        var signed = _header + "." + Segment(writer =>
        {
            writer.WriteString("iss", _email);
            writer.WriteString("scope", Scope);
            writer.WriteString("aud", TokenUri.OriginalString);
            writer.WriteNumber("iat", issuedAt);
            writer.WriteNumber("exp", issuedAt + LifetimeSeconds);
        });
        return signed + "." + Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    public void Dispose() => _key.Dispose();

    private static ServiceAccount Of(JsonElement file)
    {
        var email = Required(file, "client_email");
        var pem = Required(file, "private_key");
        if (!Uri.TryCreate(Optional(file, "token_uri") ?? "https://oauth2.googleapis.com/token", UriKind.Absolute, out var tokenUri)
            || (tokenUri.Scheme != Uri.UriSchemeHttps && tokenUri.Scheme != Uri.UriSchemeHttp))
        {
            throw new FormatException("The service account's token_uri is not a URL.");
        }

        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize >= 2048 ? new(key, Optional(file, "private_key_id"), email, tokenUri, Optional(file, "project_id"))
                : throw new FormatException("The service account's private_key is shorter than 2048 bits.");
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new FormatException("The service account's private_key is not an RSA key in PEM.");
        }
    }

    private static string Required(JsonElement file, string name) =>
        Optional(file, name) ?? throw new FormatException($"The service account has no {name}. Paste the whole key file.");

    private static string? Optional(JsonElement file, string name) =>
        file.ValueKind == JsonValueKind.Object && file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && value.GetString() is { Length: > 0 } text ? text : null;

    private static string Segment(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Base64Url.EncodeToString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
