using System.Text.Json;

namespace Notify.Benchmarks.Rig;

/// <summary>The e-mails the benchmarks send.</summary>
internal static class Messages
{
    public const string Subject = "Your order has left our warehouse";

    public const string Body = "Hello,\r\n\r\nyour parcel is on its way and will be with you on Thursday. You can follow it with the number 00340434161094042557.\r\n\r\nYour shop";

    /// <summary>Who receives them.</summary>
    public static IReadOnlyList<string> Users { get; } = [.. Enumerable.Range(0, 200).Select(static i => $"user-{i}")];

    /// <summary>One prepared request for each user.</summary>
    public static byte[][] Requests(NotifySystem system, string program) => [.. Users.Select(user => HttpLoad.Post(
        system.AddressOf(program), "/v1/notifications", system.Client.DefaultRequestHeaders.Authorization!.ToString(), // set by the system
        JsonSerializer.Serialize(new { userId = user, channel = "email", subject = Subject, body = Body })))];
}
