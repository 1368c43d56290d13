using Notify.Audience.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Storage;
using Notify.Primitives;

namespace Notify.Delivery.Jobs;

/// <summary>Makes a job's notifications, at acceptance and in the background alike.</summary>
internal static class JobRows
{
    public static IntakeRow Make(
        JobRow job, NotificationId id, Recipient recipient, string channel, string? traceParent, DateTimeOffset? delayedUntil, TimeProvider timeProvider) => new()
        {
            TriggerId = job.TriggerId,
            NotificationId = id.Value,
            EnvironmentId = job.EnvironmentId,
            Content = null,
            TraceParent = traceParent,
            JobId = job.Id.Value,
            SubscriberId = recipient.Id.Value,
            UserId = recipient.ExternalId,
            Channel = channel,
            Priority = job.Priority,
            Hold = delayedUntil is { } until ? (until, HoldReason.RateLimit) : null,
            TimerId = delayedUntil is null ? null : Uuid7.New(timeProvider),
            Simulated = job.Simulated,
            Accepted = EventDraft.Make(
                EventTypes.Accepted, job.EnvironmentId, id.Value, traceParent, timeProvider, (job, recipient, channel),
                static (json, row) =>
                {
                    json.WriteString("recipientId", row.recipient.ExternalId);
                    json.WriteStartArray("channels");
                    json.WriteStringValue(row.channel);
                    json.WriteEndArray();
                    json.WriteString("priority", row.job.Priority.ToString().ToLowerInvariant());
                    json.WriteString("jobId", row.job.Id.Value);
                }),
        };
}
