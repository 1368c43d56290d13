using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

internal static class Chats
{
    public static ChatMessage To(string address = "somebody") => new() { DeliveryId = "d-1", Attempt = 1, Address = address, Text = "Hello" };
}
