using System.Collections.Frozen;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Says what a message's status and error mean for it and for the number.</summary>
internal static class TwilioReceipt
{
    private const string LandlineOrUnreachableCarrier = "30006";

    private static readonly FrozenDictionary<string, (ProviderEventKind Kind, string Reason)> Known = new Dictionary<string, (ProviderEventKind, string)>
    {
        ["21211"] = (ProviderEventKind.HardBounce, "The number is not a valid one."),
        ["21214"] = (ProviderEventKind.HardBounce, "The number cannot be reached."),
        ["21217"] = (ProviderEventKind.HardBounce, "The number does not appear to be valid."),
        ["21610"] = (ProviderEventKind.Unsubscribed, "The recipient has told the sender to stop."),
        ["21614"] = (ProviderEventKind.HardBounce, "The number is not a mobile number."),
        ["21635"] = (ProviderEventKind.HardBounce, "The number is a landline."),
        ["30001"] = (ProviderEventKind.Failed, "The sender's queue was full."),
        ["30002"] = (ProviderEventKind.Failed, "The account was suspended."),
        ["30003"] = (ProviderEventKind.SoftBounce, "The handset was off or out of reach."),
        ["30004"] = (ProviderEventKind.SoftBounce, "The number is blocked from receiving the message."),
        ["30005"] = (ProviderEventKind.HardBounce, "The number is unknown or no longer in service."),
        [LandlineOrUnreachableCarrier] = (ProviderEventKind.HardBounce, "The number is a landline."),
        ["30007"] = (ProviderEventKind.Failed, "The message was filtered as unwanted."),
        ["30008"] = (ProviderEventKind.SoftBounce, "The carrier gave no reason."),
        ["30009"] = (ProviderEventKind.Failed, "A part of the message got lost."),
        ["30010"] = (ProviderEventKind.Failed, "The message would have cost more than allowed."),
        ["30034"] = (ProviderEventKind.Failed, "The sender is not registered for this kind of traffic."),
        ["30036"] = (ProviderEventKind.Failed, "The message's validity ended before it was handed on."),
        ["30410"] = (ProviderEventKind.SoftBounce, "The carrier did not answer in time."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>The event; <see langword="null"/> for the steps on the way, and for states that Twilio may add one day.</returns>
    public static ProviderEvent? Read(string sid, string status, string? error, string? from)
    {
        var (kind, reason) = status switch
        {
            "delivered" => (ProviderEventKind.Delivered, null),
            "read" => (ProviderEventKind.Opened, null),
            "undelivered" or "failed" => WhyNot(error, from),
            "canceled" => (ProviderEventKind.Failed, "The message was cancelled at Twilio."),
            _ => ((ProviderEventKind?)null, (string?)null),
        };
        if (kind is not { } known)
            return null;

        var code = IsCode(error) ? error : known == ProviderEventKind.Delivered ? null : status;
        return new() { Kind = known, EventId = $"{sid}:{status}", ProviderMessageId = sid, Code = code, Reason = reason };
    }

    private static (ProviderEventKind? Kind, string? Reason) WhyNot(string? error, string? from)
    {
        if (error == LandlineOrUnreachableCarrier && from is not null && PhoneNumber.IsShortCode(from))
            return (ProviderEventKind.SoftBounce, "The number's carrier does not serve the short code.");
        if (error is not null && Known.TryGetValue(error, out var known))
            return (known.Kind, known.Reason);

        var page = IsCode(error) ? $": https://www.twilio.com/docs/api/errors/{error}" : ".";
        return (ProviderEventKind.Failed, $"Twilio gave the message up{page}");
    }

    private static bool IsCode(string? error) => error is { Length: > 0 and <= 10 } && !error.AsSpan().ContainsAnyExceptInRange('0', '9');
}
