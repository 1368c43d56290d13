using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;

namespace Notify.Delivery.Receipts;

/// <summary>Makes the events that tell what a receipt changed.</summary>
internal sealed class ReceiptEvents(TimeProvider timeProvider)
{
    /// <summary>One event, or for a bounced e-mail two, per notification that the delivery carries.</summary>
    /// <param name="receipt">The receipt, with its delivery.</param>
    /// <param name="decision">What follows from it, which changes the delivery.</param>
    public IEnumerable<EventDraft> Tell(Receipt receipt, ReceiptDecision decision)
    {
        var delivery = receipt.Delivery!; // a change has a delivery
        foreach (var notification in delivery.Notifications)
        {
            var story = new Story(receipt, decision, delivery, notification);
            if (decision.Status == DeliveryStatus.Delivered)
            {
                yield return Event(EventTypes.Delivered, story, static (json, told) => json.WriteString("deliveredAt", told.Receipt.OccurredAt.UtcDateTime));
                continue;
            }

            if (delivery.Channel == "email" && receipt.Kind is ProviderEventKind.HardBounce or ProviderEventKind.SoftBounce)
            {
                yield return Event(EventTypes.EmailBounced, story, WriteBounce);
            }

            yield return Event(EventTypes.Failed, story, WriteFailure);
        }
    }

    private EventDraft Event(string type, Story story, Action<Utf8JsonWriter, Story> write) => EventDraft.Make(
        type, story.Delivery.EnvironmentId, story.Notification.Id.Value, story.Delivery.TraceParent, timeProvider, (story, write),
        static (json, told) =>
        {
            json.WriteString("deliveryId", told.story.Delivery.Id.Value);
            json.WriteString("recipientId", told.story.Notification.UserId);
            json.WriteString("channel", told.story.Delivery.Channel);
            json.WriteString("integration", told.story.Receipt.Integration);
            told.write(json, told.story);
        });

    private static void WriteBounce(Utf8JsonWriter json, Story story)
    {
        json.WriteString("bounceType", story.Receipt.Kind == ProviderEventKind.HardBounce ? "hard" : "soft");
        json.WriteString("diagnosticCode", story.Receipt.Code);
        json.WriteString("addressHash", Hash(story.Receipt.Address ?? story.Delivery.Address));
        json.WriteBoolean("suppressed", story.Decision.Suppress is not null);
    }

    private static void WriteFailure(Utf8JsonWriter json, Story story)
    {
        json.WriteString("errorClass", story.Receipt.Kind.ToString());
        json.WriteString("code", story.Receipt.Code);
        json.WriteString("reason", Sending.ProviderText.Redact(story.Receipt.Reason, story.Receipt.Address ?? story.Delivery.Address ?? " "));
        json.WriteNumber("attempt", story.Delivery.Attempts);
        json.WriteBoolean("willRetry", false);
        json.WriteBoolean("final", true);
    }

    private static string? Hash(string? address) =>
        address is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.ToLowerInvariant())));

    private sealed record Story(Receipt Receipt, ReceiptDecision Decision, ReportedDelivery Delivery, ReportedNotification Notification);
}
