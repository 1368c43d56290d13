using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>Makes a settlement of a verdict: the events that tell it, and what happens next.</summary>
internal sealed class SettlementMaker(TimeProvider timeProvider)
{
    public Settlement Make(ClaimedDelivery delivery, Verdict verdict, string? integration)
    {
        var now = timeProvider.GetUtcNow();
        return new()
        {
            Delivery = delivery,
            Verdict = verdict,
            FinishedAt = now,
            TimerId = verdict.RetryAt is null ? null : Uuid7.New(timeProvider),
            Events = delivery.Notifications.SelectMany(notification => Tell(new(delivery, verdict, notification, integration, now))).ToList(),
            Announced = verdict.Status == DeliveryStatus.Queued
                ? OutboxEntry.Make(
                    LaneNames.Send(delivery.Channel, delivery.Priority), LaneWork.Send, delivery.EnvironmentId, [delivery.Id.Value], delivery.TraceParent, timeProvider).ToList()
                : [],
        };
    }

    private IEnumerable<EventDraft> Tell(Story story)
    {
        if (story.Verdict.IsSuccess)
        {
            yield return Event(EventTypes.Sent, story, WriteSent);
            if (story.Verdict.Status == DeliveryStatus.Delivered)
            {
                yield return Event(EventTypes.Delivered, story, WriteSent);
            }

            if (story.Delivery.Channel == "email")
            {
                yield return Event(EventTypes.EmailSent, story, WriteSent);
            }
        }
        else if (!story.Verdict.IsHeldBack)
        {
            yield return Event(EventTypes.AttemptFailed, story, WriteFailure);
            if (story.Verdict.IsFailure)
            {
                yield return Event(EventTypes.Failed, story, WriteFailure);
            }
        }
    }

    private EventDraft Event(string type, Story story, Action<Utf8JsonWriter, Story> write) =>
        EventDraft.Make(type, story.Delivery.EnvironmentId, story.Notification.Id.Value, story.Delivery.TraceParent, timeProvider, story, write)
            with
        { DeliveryId = story.Delivery.Id.Value };

    private static void WriteSent(Utf8JsonWriter json, Story story)
    {
        WriteCommon(json, story);
        json.WriteString("providerMessageId", story.Verdict.ProviderMessageId);
        json.WriteNumber("attempts", story.Delivery.Attempt);
        json.WriteString("priority", story.Delivery.Priority.ToString().ToLowerInvariant());
        json.WriteStartArray("notificationIds");
        foreach (var notification in story.Delivery.Notifications)
        {
            json.WriteStringValue(notification.Id.Value);
        }

        json.WriteEndArray();
        json.WriteString("queuedAt", story.Notification.ReadyAt.UtcDateTime);
        json.WriteString("sentAt", story.Now.UtcDateTime);
        json.WriteBoolean("simulated", story.Delivery.Simulated || story.Verdict.IsSimulated);
    }

    private static void WriteFailure(Utf8JsonWriter json, Story story)
    {
        WriteCommon(json, story);
        json.WriteString("errorClass", story.Verdict.Outcome.ToString());
        json.WriteString("code", story.Verdict.Code);
        json.WriteString("reason", story.Verdict.Reason);
        json.WriteNumber("attempt", story.Delivery.Attempt);
        json.WriteBoolean("willRetry", story.Verdict is { IsFailure: false, EndsReplay: false });
        json.WriteBoolean("final", story.Verdict.IsFailure);
        if (story.Verdict.RetryAt is { } retryAt)
        {
            json.WriteString("nextAttemptAt", retryAt.UtcDateTime);
        }
    }

    private static void WriteCommon(Utf8JsonWriter json, Story story)
    {
        json.WriteString("deliveryId", story.Delivery.Id.Value);
        json.WriteString("recipientId", story.Notification.UserId);
        json.WriteString("channel", story.Delivery.Channel);
        json.WriteString("integration", story.Integration);
    }

    private sealed record Story(ClaimedDelivery Delivery, Verdict Verdict, CarriedNotification Notification, string? Integration, DateTimeOffset Now);
}
