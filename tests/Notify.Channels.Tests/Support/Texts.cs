using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

internal static class Texts
{
    public static SmsMessage Plain(string address = "+14155550100") => new()
    {
        DeliveryId = Guid.CreateVersion7().ToString(),
        Attempt = 1,
        Address = address,
        Text = "Your code is 123456.",
    };
}
