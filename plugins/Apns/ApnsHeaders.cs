using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Push;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>The values of the header fields that say how a push is to be delivered.</summary>
internal static class ApnsHeaders
{
    private const int LongestCollapseId = 64; // bytes
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c)]);

    /// <summary>The delivery's id as a UUID in lower case; one that is none becomes one by its hash (RFC 9562, version 8), the same for every attempt.</summary>
    public static string Id(string deliveryId)
    {
        if (Guid.TryParse(deliveryId, out var id))
            return id.ToString();

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(deliveryId), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString();
    }

    /// <summary>10 at once, 5 when it suits the battery, 1 when the device is awake anyway. Apple takes nothing but 5 for what shows nothing.</summary>
    public static string Priority(MessagePriority priority, PushType type) => (priority, type.Name) switch
    {
        (_, "background") => "5",
        ( >= MessagePriority.High, _) or (_, "voip" or "pushtotalk") => "10", // a call now, or not at all
        (MessagePriority.Low, _) => "1",
        _ => "5",
    };

    /// <summary>When Apple stops trying; null leaves it to Apple, 0 is one try.</summary>
    public static string? Expiration(PushMessage message, DateTimeOffset now) => PushRules.TimeToLive(message, now) is not { } time ? null
        : time < TimeSpan.FromSeconds(1) ? "0"
        : (now.ToUnixTimeSeconds() + (long)Math.Min(time.TotalSeconds, int.MaxValue)).ToString(CultureInfo.InvariantCulture);

    public static string CollapseId(string key) => PushRules.CollapseKey(key, LongestCollapseId, Printable);
}
