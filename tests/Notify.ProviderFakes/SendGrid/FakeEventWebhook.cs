using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Notify.ProviderFakes.SendGrid;

/// <summary>Signs as SendGrid's event webhook does, with a key of its own.</summary>
public sealed class FakeEventWebhook : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>Gets the verification key as SendGrid shows it: base64 of a DER SubjectPublicKeyInfo.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>Makes the headers of a request.</summary>
    /// <param name="body">The body.</param>
    /// <param name="now">When it is sent.</param>
    public Dictionary<string, string> Sign(ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp), .. body];
        return new(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json;charset=utf-8",
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp,
            ["X-Twilio-Email-Event-Webhook-Signature"] =
                Convert.ToBase64String(_key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
