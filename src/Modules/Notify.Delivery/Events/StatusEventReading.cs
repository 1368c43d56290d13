using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Events;

/// <summary>Reads what followers are told out of a stored event.</summary>
internal static class StatusEventReading
{
    public static StatusEvent Read(long position, Guid? notificationId, Guid? jobId, string payload)
    {
        using var json = JsonDocument.Parse(payload);
        var root = json.RootElement;
        var data = root.GetProperty("data");
        var type = root.GetProperty("type").GetString()!; // every event's envelope has it
        return new()
        {
            Position = position,
            EventId = root.GetProperty("eventId").GetGuid(),
            Type = type,
            EnvironmentId = new(root.GetProperty("environmentId").GetGuid()),
            NotificationId = notificationId is { } notification ? new NotificationId(notification) : null,
            JobId = jobId is { } job ? new JobId(job) : null,
            OccurredAt = root.GetProperty("occurredAt").GetDateTimeOffset(),
            Status = EventTypes.StatusAfter(type),
            UserId = Text(data, "recipientId"),
            Channel = Text(data, "channel") ?? FirstOf(data, "channels"),
            Integration = Text(data, "integration"),
            Attempt = Number(data, "attempt") ?? Number(data, "attempts"),
            Code = Text(data, "code"),
            Reason = Text(data, "reason"),
            NextAttemptAt = data.TryGetProperty("nextAttemptAt", out var next) ? next.GetDateTimeOffset() : null,
        };
    }

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static string? FirstOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0].GetString() : null;
}
