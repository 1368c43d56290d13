using System.Globalization;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>Plain messages and addresses of each family.</summary>
internal static class FamilyDefaults
{
    private static readonly DateTimeOffset OccurredAt = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Address(MessageFamily family, int number, Uri server) => family switch
    {
        MessageFamily.Email => string.Create(CultureInfo.InvariantCulture, $"recipient{number}@example.com"),
        MessageFamily.Sms => string.Create(CultureInfo.InvariantCulture, $"+1202555{number:0000}"),
        MessageFamily.Push => string.Create(CultureInfo.InvariantCulture, $"device-token-{number:000000}"),
        MessageFamily.Webhook => new Uri(server, string.Create(CultureInfo.InvariantCulture, $"recipients/{number}")).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"recipient-{number}"),
    };

    public static ChannelMessage Message(MessageFamily family, MessageSeed seed) => family switch
    {
        MessageFamily.Email => new EmailMessage
        {
            DeliveryId = seed.DeliveryId,
            Attempt = seed.Attempt,
            Address = seed.Address,
            Subject = "A conformance test",
            Text = seed.Text,
        },
        MessageFamily.Sms => new SmsMessage { DeliveryId = seed.DeliveryId, Attempt = seed.Attempt, Address = seed.Address, Text = seed.Text },
        MessageFamily.Push => new PushMessage { DeliveryId = seed.DeliveryId, Attempt = seed.Attempt, Address = seed.Address, Title = "A test", Body = seed.Text },
        MessageFamily.Webhook => new WebhookMessage
        {
            DeliveryId = seed.DeliveryId,
            Attempt = seed.Attempt,
            Address = seed.Address,
            OccurredAt = OccurredAt,
            Payload = JsonSerializer.SerializeToUtf8Bytes(new { text = seed.Text }),
        },
        _ => new ChatMessage { DeliveryId = seed.DeliveryId, Attempt = seed.Attempt, Address = seed.Address, Text = seed.Text },
    };

    public static MessageFamily Other(MessageFamily family) => family == MessageFamily.Sms ? MessageFamily.Email : MessageFamily.Sms;
}
