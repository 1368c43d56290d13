using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.Channels.Push;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>Writes the payload: <c>aps</c> for the system, everything else for the app. What a message leaves out is left out.</summary>
internal static class ApnsPayload
{
    private const string Aps = "aps";
    private const string Image = "image"; // for the app's notification service extension, which fetches it
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for a web page

    /// <summary>Says why the app could not be told, before it is sent.</summary>
    public static SendOutcome.Rejected? FindFault(PushMessage message) => message.Data.ContainsKey(Aps)
        ? new() { Code = "reserved-data-key", Reason = "The data may not have a key 'aps': it is Apple's. Use the override of that name." } : null;

    public static ReadOnlyMemory<byte> Write(PushMessage message, PushType type, JsonElement aps)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("aps"u8);
            if (ReferenceEquals(type, PushType.Background))
                writer.WriteNumber("content-available"u8, 1); // a background push must not show or sound
            else
                WriteVisible(writer, message);
            writer.WriteEndObject();
            if (message.Image is not null && !message.Data.ContainsKey(Image))
                writer.WriteString(Image, message.Image.AbsoluteUri);
            foreach (var (key, value) in message.Data)
                writer.WriteString(key, value);
            writer.WriteEndObject();
        }

        if (aps.ValueKind != JsonValueKind.Object)
            return buffer.WrittenMemory;

        var payload = JsonMergePatch.Read(buffer.WrittenMemory);
        JsonMergePatch.Apply(payload, Aps, aps);
        return JsonMergePatch.Write(payload);
    }

    private static void WriteVisible(Utf8JsonWriter writer, PushMessage message)
    {
        writer.WriteStartObject("alert"u8);
        if (message.Title is not null)
            writer.WriteString("title"u8, message.Title);
        writer.WriteString("body"u8, message.Body);
        writer.WriteEndObject();
        if (message.Badge is { } badge)
            writer.WriteNumber("badge"u8, badge);
        if (message.Sound is not null)
            writer.WriteString("sound"u8, message.Sound);
        if (message.Image is not null)
            writer.WriteNumber("mutable-content"u8, 1);
    }
}
