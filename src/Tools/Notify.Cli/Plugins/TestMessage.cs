using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Cli.Plugins;

/// <summary>One plain message of each family.</summary>
internal static class TestMessage
{
    public static ChannelMessage Of(MessageFamily family, SendRequest request, TimeProvider timeProvider)
    {
        var id = Guid.CreateVersion7(timeProvider.GetUtcNow()).ToString();
        return family switch
        {
            MessageFamily.Email => new EmailMessage { DeliveryId = id, Attempt = 1, Address = request.To, Subject = request.Subject, Text = request.Text },
            MessageFamily.Sms => new SmsMessage { DeliveryId = id, Attempt = 1, Address = request.To, Text = request.Text },
            MessageFamily.Push => new PushMessage { DeliveryId = id, Attempt = 1, Address = request.To, Title = request.Subject, Body = request.Text },
            MessageFamily.Webhook => new WebhookMessage
            {
                DeliveryId = id,
                Attempt = 1,
                Address = request.To,
                OccurredAt = timeProvider.GetUtcNow(),
                Payload = JsonSerializer.SerializeToUtf8Bytes(new { id, subject = request.Subject, text = request.Text }),
            },
            _ => new ChatMessage { DeliveryId = id, Attempt = 1, Address = request.To, Subject = request.Subject, Text = request.Text },
        };
    }
}
