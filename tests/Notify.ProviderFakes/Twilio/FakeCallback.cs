using System.Security.Cryptography;
using System.Text;

namespace Notify.ProviderFakes.Twilio;

/// <summary>A request of Twilio's, signed as its documentation on security describes.</summary>
/// <param name="Url">The URL that is called.</param>
/// <param name="Body">The form, or the JSON.</param>
/// <param name="Headers">The header fields.</param>
public sealed record FakeCallback(Uri Url, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Makes a call with a form.</summary>
    /// <param name="url">The URL that is called.</param>
    /// <param name="fields">The form's fields.</param>
    /// <param name="authToken">The auth token.</param>
    public static FakeCallback Form(Uri url, IEnumerable<(string Name, string Value)> fields, string authToken = TwilioFake.AuthToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var all = fields.ToArray();
        var body = string.Join('&', all.Select(static field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
        return Form(url, Encoding.UTF8.GetBytes(body), all, authToken);
    }

    /// <summary>Makes a call with the bytes of a form.</summary>
    /// <param name="url">The URL that is called.</param>
    /// <param name="body">The form.</param>
    /// <param name="fields">What the form says.</param>
    /// <param name="authToken">The auth token.</param>
    public static FakeCallback Form(Uri url, byte[] body, IEnumerable<(string Name, string Value)> fields, string authToken = TwilioFake.AuthToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var signed = url.OriginalString + string.Concat(fields.OrderBy(static field => field.Name, StringComparer.Ordinal).Select(static field => field.Name + field.Value));
        return new(url, body, Head("application/x-www-form-urlencoded; charset=UTF-8", Sign(signed, authToken)));
    }

    /// <summary>Makes a call with JSON, whose hash is in the URL.</summary>
    /// <param name="url">The URL that is called, without the hash.</param>
    /// <param name="body">The JSON.</param>
    /// <param name="authToken">The auth token.</param>
    public static FakeCallback Json(Uri url, byte[] body, string authToken = TwilioFake.AuthToken)
    {
        ArgumentNullException.ThrowIfNull(url);
        var hashed = new Uri($"{url.OriginalString}{(url.Query.Length > 0 ? "&" : "?")}bodySHA256={Convert.ToHexStringLower(SHA256.HashData(body))}");
        return new(hashed, body, Head("application/json", Sign(hashed.OriginalString, authToken)));
    }

    private static Dictionary<string, string> Head(string type, string signature) =>
        new(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = type, ["X-Twilio-Signature"] = signature };

#pragma warning disable CA5350 // what Twilio uses
    private static string Sign(string text, string authToken) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5350
}
