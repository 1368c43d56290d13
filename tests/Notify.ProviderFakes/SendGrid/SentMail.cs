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
        Texts(recipient, mail, "custom_args").GetValueOrDefault("notify_delivery_id", ""),
        Texts(recipient, mail, "headers"));

    /// <summary>What is said of the recipient goes before what is said of the mail.</summary>
    private static Dictionary<string, string> Texts(JsonElement recipient, JsonElement mail, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var level in new[] { mail, recipient })
        {
            if (!level.TryGetProperty(name, out var members))
                continue;
            foreach (var member in members.EnumerateObject())
                texts[member.Name] = member.Value.GetString() ?? "";
        }

        return texts;
    }
}
