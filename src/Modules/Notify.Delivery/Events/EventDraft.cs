using System.Buffers;
using System.Text;
using System.Text.Json;
using Notify.Primitives;

namespace Notify.Delivery.Events;

/// <summary>A fact, written in the transaction that makes it true. Published at least once, in order per notification.</summary>
internal sealed record EventDraft(Guid Id, EnvironmentId EnvironmentId, Guid NotificationId, string Type, string Payload)
{
    /// <summary>The delivery whose change the event tells; the event is stored only if that change took place. Empty for others.</summary>
    public Guid DeliveryId { get; init; }

    /// <summary>Makes an event with the envelope that all events share.</summary>
    /// <param name="type">The routing key.</param>
    /// <param name="environmentId">Whose fact it is.</param>
    /// <param name="notificationId">The notification (or job) it is about.</param>
    /// <param name="traceParent">The trace context of the notification.</param>
    /// <param name="timeProvider">The clock for the id and the time.</param>
    /// <param name="state">What <paramref name="writeData"/> writes from.</param>
    /// <param name="writeData">Writes the members of <c>data</c>. No address, no content.</param>
    public static EventDraft Make<TState>(
        string type, EnvironmentId environmentId, Guid notificationId, string? traceParent, TimeProvider timeProvider,
        TState state, Action<Utf8JsonWriter, TState> writeData)
    {
        var id = Uuid7.New(timeProvider);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("eventId", id);
            json.WriteString("type", type);
            json.WriteNumber("version", 1);
            json.WriteString("occurredAt", timeProvider.GetUtcNow().UtcDateTime);
            json.WriteString("environmentId", environmentId.Value);
            if (traceParent is { Length: 55 })
            {
                json.WriteString("traceId", traceParent.AsSpan(3, 32)); // 00-{32 trace id}-{16 span id}-{2 flags}
            }

            json.WriteStartObject("data");
            json.WriteString("notificationId", notificationId);
            writeData(json, state);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new(id, environmentId, notificationId, type, Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
