using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Reads requests of SendGrid's signed event webhook: ECDSA over P-256 and SHA-256, of the time stamp and the raw body.</summary>
internal sealed class EventWebhook(string? publicKey, TimeProvider timeProvider, IPluginLog log)
{
    private const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    private const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const int MostEvents = 10_000;

    // SendGrid tells again for 24 hours what was not answered with 2xx, and does not say that it signs anew for that. A replay within that time
    // changes nothing: the host applies each event once.
    private static readonly TimeSpan Oldest = TimeSpan.FromHours(25);
    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    public CallbackResult Receive(CallbackRequest request)
    {
        if (publicKey is null)
            return Refused("no-verification-key", "The integration has no webhookPublicKey. Copy it from Settings, Mail Settings, Event Webhook in SendGrid.");
        if (request.Header(SignatureHeader) is not { } signature || request.Header(TimestampHeader) is not { } timestamp)
            return Refused("signature-missing", "The request is not signed. Switch on Signature Verification for the event webhook in SendGrid.");
        if (!IsSigned(request.Body.Span, signature, timestamp, out var fault))
            return fault;

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return Refused("timestamp-invalid", "The signature's time stamp is not a Unix time.");
        var age = timeProvider.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds);
        if (age > Oldest || age < -MostAhead)
            return Refused("timestamp-too-old", "The signature is older than 25 hours or from the future. Is this machine's clock right?");

        return Read(request.Body);
    }

    private static CallbackResult.Refused Refused(string code, string reason) => new() { Code = code, Reason = reason };

    private bool IsSigned(ReadOnlySpan<byte> body, string signature, string timestamp, out CallbackResult.Refused fault)
    {
        fault = Refused("signature-invalid", "The signature does not fit. Is webhookPublicKey the key that SendGrid shows for this event webhook?");
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(publicKey!), out _); // Receive has seen that there is one
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            fault = Refused("verification-key-invalid", "webhookPublicKey is not a public key. Copy it again from the event webhook's settings in SendGrid.");
            return false;
        }

        var signed = new byte[Encoding.UTF8.GetByteCount(timestamp) + body.Length];
        body.CopyTo(signed.AsSpan(Encoding.UTF8.GetBytes(timestamp, signed)));
        try
        {
            return key.VerifyData(signed, Convert.FromBase64String(signature), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private CallbackResult Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return new CallbackResult.Malformed { Code = "not-json", Reason = "The body is not JSON." };
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Array)
                return new CallbackResult.Malformed { Code = "not-a-list", Reason = "The body is not a list of events." };

            var events = new List<ProviderEvent>();
            var unreadable = 0;
            foreach (var element in document.RootElement.EnumerateArray())
            {
                if (events.Count == MostEvents || !TryRead(element, out var found))
                    unreadable++;
                else if (found is not null)
                    events.Add(found);
            }

            if (unreadable > 0)
                log.Write(PluginLogLevel.Warning, $"{unreadable} entries of SendGrid's event webhook were not events and were left out.");
            return new CallbackResult.Verified { Events = events };
        }
    }

    private static bool TryRead(JsonElement element, out ProviderEvent? found)
    {
        found = null;
        try
        {
            if (element.ValueKind != JsonValueKind.Object)
                return false;
            found = MailEvent.Read(element);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // a text with half a character, which JSON allows and .NET does not
        }
    }
}
