using System.Text.Json;

namespace Notify.ProviderFakes.SendGrid;

/// <summary>A mail to one recipient, as SendGrid would send it.</summary>
/// <param name="MessageId">What <c>X-Message-Id</c> said.</param>
/// <param name="To">The recipient's address.</param>
/// <param name="Subject">The subject.</param>
/// <param name="DeliveryId">The custom argument <c>notify_delivery_id</c>; empty when there is none.</param>
/// <param name="Headers">The additional header fields.</param>
public sealed record SentMail(string MessageId, string To, string Subject, string DeliveryId, IReadOnlyDictionary<string, string> Headers)
{
    internal static SentMail Of(string id, JsonElement recipient, JsonElement mail) => new(
        id,
        recipient.GetProperty("to")[0].GetProperty("email").GetString()!, // the rules want one
        (recipient.TryGetProperty("subject", out var subject) ? subject : mail.GetProperty("subject")).GetString()!,
        recipient.TryGetProperty("custom_args", out var arguments) && arguments.TryGetProperty("notify_delivery_id", out var delivery) ? delivery.GetString() ?? "" : "",
        recipient.TryGetProperty("headers", out var headers)
            ? headers.EnumerateObject().ToDictionary(static header => header.Name, static header => header.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>());
}
