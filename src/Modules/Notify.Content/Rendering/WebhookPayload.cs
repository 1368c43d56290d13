using System.Buffers;
using System.Text.Json;
using Notify.Content.Contracts;

namespace Notify.Content.Rendering;

/// <summary>The JSON body of a webhook call, in the shape that the Standard Webhooks specification recommends: type, timestamp, data.</summary>
internal static class WebhookPayload
{
    public static ReadOnlyMemory<byte> Write(MessageContent content, MessageEnvelope envelope)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + content.Body.Length);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "notify.notification");
            json.WriteString("timestamp", envelope.AcceptedAt.UtcDateTime);
            json.WriteStartObject("data");
            json.WriteString("notificationId", envelope.NotificationId.Value);
            json.WriteString("userId", envelope.UserId);
            json.WriteString("priority", envelope.Priority.ToString().ToLowerInvariant());
            if (content.Subject is not null)
            {
                json.WriteString("subject", content.Subject);
            }

            json.WriteString("body", content.Body);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
