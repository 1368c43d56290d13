using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Understands one event of SendGrid's webhook.</summary>
internal static class MailEvent
{
    private const int LongestEventId = 200;
    private const int LongestCode = 50;

    /// <returns>The event; <see langword="null"/> when it is of no interest, as those that SendGrid may add one day.</returns>
    public static ProviderEvent? Read(JsonElement element)
    {
        var name = element.Text("event") ?? "";
        if (KindOf(name, element) is not { } kind)
            return null;

        var reason = element.Text("reason") ?? element.Text("response");
        return new ProviderEvent
        {
            Kind = kind,
            EventId = IdOf(name, element),
            DeliveryId = element.Text(MailWriter.DeliveryIdArgument),
            ProviderMessageId = MessageIdOf(element.Text("sg_message_id")),
            Address = element.Text("email"),
            OccurredAt = element.TryGetProperty("timestamp", out var time) && time.ValueKind == JsonValueKind.Number && time.TryGetInt64(out var seconds)
                && seconds is >= 0 and <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
            Code = CodeOf(name, element),
            Reason = reason is null ? null : SafeText.Of(reason),
        };
    }

    private static ProviderEventKind? KindOf(string name, JsonElement element) => name switch
    {
        "delivered" => ProviderEventKind.Delivered,
        "deferred" => ProviderEventKind.Deferred,
        "bounce" => IsPermanent(element) ? ProviderEventKind.HardBounce : ProviderEventKind.SoftBounce,
        "dropped" => WhyDropped(element.Text("reason") ?? ""),
        "spamreport" => ProviderEventKind.Complaint,
        "unsubscribe" or "group_unsubscribe" => ProviderEventKind.Unsubscribed,
        "open" => ProviderEventKind.Opened,
        "click" => ProviderEventKind.Clicked,
        _ => null,
    };

    /// <summary>A block says nothing about the address; a bounce does, unless its status is that of a passing fault (RFC 3463 class 4).</summary>
    private static bool IsPermanent(JsonElement element)
    {
        var status = element.Text("status") ?? "";
        return element.Text("type") switch
        {
            "blocked" => false,
            "bounce" => !status.StartsWith('4'),
            _ => status.StartsWith('5'),
        };
    }

    /// <summary>Dropped means not tried: SendGrid knows the address from before, or refuses the message.</summary>
    private static ProviderEventKind WhyDropped(string reason) => reason.ToUpperInvariant() switch
    {
        "INVALID" => ProviderEventKind.HardBounce,
        var text when text.StartsWith("BOUNCED", StringComparison.Ordinal) => ProviderEventKind.HardBounce,
        var text when text.StartsWith("SPAM REPORT", StringComparison.Ordinal) => ProviderEventKind.Complaint,
        var text when text.Contains("UNSUBSCRIBE", StringComparison.Ordinal) => ProviderEventKind.Unsubscribed,
        _ => ProviderEventKind.Failed,
    };

    /// <summary>Old events have no id of their own: then everything else is the id.</summary>
    private static string IdOf(string name, JsonElement element) => element.Text("sg_event_id") is { Length: > 0 and <= LongestEventId } id
        ? id : $"{name}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(element.GetRawText())))}";

    /// <summary>
    /// An event's id of the message is that of the answer, and where SendGrid's machines were with it: <c>14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0</c>.
    /// </summary>
    private static string? MessageIdOf(string? id)
    {
        if (string.IsNullOrEmpty(id))
            return null;
        var end = id.IndexOf(".filter", StringComparison.Ordinal);
        if (end < 0)
            end = id.IndexOf(".recv", StringComparison.Ordinal);
        if (end < 0)
            end = id.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? id : id[..end];
    }

    private static string? CodeOf(string name, JsonElement element)
    {
        var code = element.Text("status") ?? (name == "dropped" ? "dropped" : null);
        return code is { Length: > 0 and <= LongestCode } ? code : null;
    }
}
