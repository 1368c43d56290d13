using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.Channels.Push;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>Writes the body of <c>messages:send</c>. What a message leaves out is left out here: FCM would take an empty value for one.</summary>
internal static class FcmPayload
{
    private const int LargestData = 4_096; // bytes of keys and values together
    private const int LongestCollapseId = 64; // bytes, Apple's limit
    private const long LongestSeconds = 2_419_200; // four weeks
    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range('!', '~' - '!' + 1).Select(static c => (char)c)]);
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for a web page

    /// <summary>Says why FCM would refuse the message, before it is sent.</summary>
    public static SendOutcome.Rejected? FindFault(PushMessage message)
    {
        var size = 0;
        foreach (var (key, value) in message.Data)
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        return size <= LargestData
            ? FcmOverrides.FindFault(message.Overrides)
            : new() { Code = "payload-too-large", Reason = $"The data has {size} bytes; FCM takes {LargestData}, keys and values together." };
    }

    public static ReadOnlyMemory<byte> Write(PushMessage message, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("message"u8);
            writer.WriteString("token"u8, message.Address);
            WriteNotification(writer, message);
            WriteData(writer, message.Data);
            var seconds = PushRules.TimeToLive(message, now) is { } time ? Math.Min((long)time.TotalSeconds, LongestSeconds) : (long?)null;
            WriteAndroid(writer, message, seconds);
            WriteApns(writer, message, seconds, now);
            WriteWebPush(writer, message, seconds);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return message.Overrides is { } overrides ? FcmOverrides.Merge(buffer.WrittenMemory, overrides) : buffer.WrittenMemory;
    }

    private static void WriteNotification(Utf8JsonWriter writer, PushMessage message)
    {
        writer.WriteStartObject("notification"u8);
        if (message.Title is not null)
            writer.WriteString("title"u8, message.Title);
        writer.WriteString("body"u8, message.Body);
        if (message.Image is not null)
            writer.WriteString("image"u8, message.Image.AbsoluteUri);
        writer.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> data)
    {
        if (data.Count == 0)
            return;

        writer.WriteStartObject("data"u8);
        foreach (var (key, value) in data)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteAndroid(Utf8JsonWriter writer, PushMessage message, long? seconds)
    {
        writer.WriteStartObject("android"u8);
        writer.WriteString("priority"u8, message.Priority >= MessagePriority.High ? "HIGH"u8 : "NORMAL"u8);
        if (seconds is { } ttl)
            writer.WriteString("ttl"u8, $"{ttl}s");
        if (message.CollapseKey is not null)
            writer.WriteString("collapse_key"u8, message.CollapseKey);
        if (message.Sound is not null || message.Badge > 0)
        {
            writer.WriteStartObject("notification"u8);
            if (message.Sound is not null)
                writer.WriteString("sound"u8, message.Sound);
            if (message.Badge is > 0 and { } count) // 0 would mean "count up"
                writer.WriteNumber("notification_count"u8, count);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteApns(Utf8JsonWriter writer, PushMessage message, long? seconds, DateTimeOffset now)
    {
        writer.WriteStartObject("apns"u8);
        writer.WriteStartObject("headers"u8);
        writer.WriteString("apns-priority"u8, message.Priority switch { >= MessagePriority.High => "10"u8, MessagePriority.Low => "1"u8, _ => "5"u8 });
        if (seconds is { } ttl)
            writer.WriteString("apns-expiration"u8, ttl == 0 ? "0" : $"{now.ToUnixTimeSeconds() + ttl}"); // 0: try once
        if (message.CollapseKey is { } key)
            writer.WriteString("apns-collapse-id"u8, PushRules.CollapseKey(key, LongestCollapseId, Printable));
        writer.WriteEndObject();
        if (message.Badge is not null || message.Sound is not null || message.Image is not null)
        {
            writer.WriteStartObject("payload"u8);
            writer.WriteStartObject("aps"u8);
            if (message.Badge is { } badge)
                writer.WriteNumber("badge"u8, badge);
            if (message.Sound is not null)
                writer.WriteString("sound"u8, message.Sound);
            if (message.Image is not null)
                writer.WriteNumber("mutable-content"u8, 1); // the app's extension fetches the picture
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteWebPush(Utf8JsonWriter writer, PushMessage message, long? seconds)
    {
        writer.WriteStartObject("webpush"u8);
        writer.WriteStartObject("headers"u8);
        writer.WriteString("Urgency"u8, message.Priority switch { >= MessagePriority.High => "high"u8, MessagePriority.Low => "low"u8, _ => "normal"u8 });
        if (seconds is { } ttl)
            writer.WriteString("TTL"u8, $"{ttl}");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
