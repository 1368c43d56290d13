using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

internal static class Emails
{
    public static EmailMessage Plain(string address = "alice@example.com") => new()
    {
        DeliveryId = Guid.CreateVersion7().ToString(),
        Attempt = 1,
        Address = address,
        Subject = "Order 1042 shipped",
        Text = "It is on its way.",
    };
}
