using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Reads what Twilio tells of messages on their way, and of recipients who answered STOP.</summary>
internal sealed class TwilioWebhook(string authToken)
{
    private const string EmptyTwiml = "<Response/>"; // an incoming message wants an answer: this one says nothing

    public CallbackResult Receive(CallbackRequest request)
    {
        if (request.Header("X-Twilio-Signature") is not { } signature)
            return Refused("signature-missing", "The request has no X-Twilio-Signature. Twilio signs all of its own.");

        var isForm = request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        var fields = isForm ? FormFields.Read(Encoding.UTF8.GetString(request.Body.Span)) : [];
        if (!TwilioSignature.IsValid(authToken, request.Url, fields, request.Body.Span, signature))
        {
            return Refused(
                "signature-invalid",
                "The signature does not fit. Is authToken the account's primary one, and is the installation's public URL the one that Twilio calls?");
        }

        return isForm ? Read(request, fields) : new CallbackResult.Verified();
    }

    private static CallbackResult.Refused Refused(string code, string reason) => new() { Code = code, Reason = reason };

    private static CallbackResult Read(CallbackRequest request, List<KeyValuePair<string, string>> fields)
    {
        var sid = Find(fields, "MessageSid") ?? Find(fields, "SmsSid");
        if (sid is not { Length: > 0 and <= 100 })
            return new CallbackResult.Malformed { Code = "no-message-sid", Reason = "The request names no message." };

        if (Find(fields, "MessageStatus") is { } status && status != "received")
        {
            var deliveryId = TwilioSignature.QueryField(request.Url, MessageWriter.DeliveryIdParameter);
            var found = TwilioReceipt.Read(sid, status, Find(fields, "ErrorCode"), Find(fields, "From"));
            return new CallbackResult.Verified { Events = found is null ? [] : [found with { DeliveryId = deliveryId, Address = Find(fields, "To") }] };
        }

        return new CallbackResult.Verified
        {
            Events = Find(fields, "OptOutType") == "STOP" && Find(fields, "From") is { } sender
                ? [new() { Kind = ProviderEventKind.Unsubscribed, EventId = $"{sid}:stop", Address = sender, Code = "stop" }] : [],
            Reply = EmptyTwiml,
            ReplyMediaType = "text/xml",
        };
    }

    private static string? Find(List<KeyValuePair<string, string>> fields, string name) =>
        fields.Find(field => field.Key == name) is { Key: not null, Value.Length: > 0 } field ? field.Value : null;
}
