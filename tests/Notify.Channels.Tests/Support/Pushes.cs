using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

internal static class Pushes
{
    /// <summary>The least that can be sent.</summary>
    public static PushMessage Plain(string address) => new() { DeliveryId = "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6", Attempt = 1, Address = address, Body = "Hello" };

    /// <summary>Everything that a push message can carry.</summary>
    public static PushMessage Full(string address) => Plain(address) with
    {
        Title = "Order 1042",
        Body = "On its way, Zoë 🚚 <b>&</b>",
        Data = new Dictionary<string, string> { ["order"] = "1042", ["empty"] = "" },
        Badge = 3,
        Sound = "chime.caf",
        Image = new("https://cdn.example.com/truck.png?w=1&h=2"),
        TimeToLive = TimeSpan.FromSeconds(60),
        CollapseKey = "order-1042",
        Priority = MessagePriority.High,
    };

    public static JsonElement Overrides(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
