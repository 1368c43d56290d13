using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing.Tests.Parrot;

internal sealed partial class ParrotProvider
{
    public const string SignatureHeader = "X-Parrot-Signature";
    private int _told;

    public static string Signature(string secret, ReadOnlySpan<byte> body) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    public ValueTask<CallbackResult> ReceiveAsync(CallbackRequest request, CancellationToken cancellationToken) => new(Receive(request));

    private CallbackResult Receive(CallbackRequest request)
    {
        var expected = Signature(_context.Settings.RequiredText("webhookSecret"), request.Body.Span);
        var given = request.Header(SignatureHeader) ?? "";
        if (_flaw == Flaw.ThrowsAtABadSignature)
            Convert.FromHexString(given);
        var isGenuine = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
        if (_flaw == Flaw.BelievesNobody || (_flaw != Flaw.BelievesEveryCall && !isGenuine))
        {
            var repeated = _flaw == Flaw.RepeatsTheSignature ? $": {given}" : "";
            return new CallbackResult.Refused { Code = "signature-invalid", Reason = $"{SignatureHeader} does not match the webhook secret{repeated}." };
        }

        try
        {
            if (JsonSerializer.Deserialize(request.Body.Span, Json.Default.JsonReceipt) is not { Id: { } id, DeliveryId: { } deliveryId })
                return new CallbackResult.Malformed { Code = "not-a-receipt", Reason = "The body names no delivery." };

            var eventId = _flaw == Flaw.CountsItsEvents ? $"{id}-{Interlocked.Increment(ref _told)}-{GetHashCode()}" : id;
            return new CallbackResult.Verified { Events = [new() { EventId = eventId, Kind = ProviderEventKind.Delivered, DeliveryId = deliveryId }] };
        }
        catch (JsonException) when (_flaw != Flaw.ThrowsAtGarbage)
        {
            return new CallbackResult.Malformed { Code = "not-json", Reason = "The body is not JSON." };
        }
    }

    internal sealed record JsonMessage(string Id, string To, string Text);

    internal sealed record JsonAnswer(string? Id);

    internal sealed record JsonReceipt(string? Id, string? DeliveryId);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(JsonMessage))]
    [JsonSerializable(typeof(JsonAnswer))]
    [JsonSerializable(typeof(JsonReceipt))]
    internal sealed partial class Json : JsonSerializerContext;
}
