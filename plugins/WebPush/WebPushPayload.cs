using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.Channels.Push;
using Notify.Channels.Sdk;

namespace Notify.Channels.WebPush;

/// <summary>Writes what the site's service worker reads. What a message leaves out is left out.</summary>
internal static class WebPushPayload
{
    private const string Own = "webPush";
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // not for a web page

    public static SendOutcome.Rejected? FindFault(JsonElement? overrides) =>
        overrides is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty(Own, out var own) && own.ValueKind != JsonValueKind.Object
            ? new() { Code = "invalid-overrides", Reason = $"The override '{Own}' must be an object." } : null;

    public static ReadOnlyMemory<byte> Write(PushMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            if (message.Title is not null)
                writer.WriteString("title"u8, message.Title);
            writer.WriteString("body"u8, message.Body);
            if (message.Data.Count > 0)
            {
                writer.WriteStartObject("data"u8);
                foreach (var (key, value) in message.Data)
                    writer.WriteString(key, value);
                writer.WriteEndObject();
            }

            if (message.Badge is { } badge)
                writer.WriteNumber("badge"u8, badge);
            if (message.Sound is not null)
                writer.WriteString("sound"u8, message.Sound);
            if (message.Image is not null)
                writer.WriteString("image"u8, message.Image.AbsoluteUri);
            writer.WriteEndObject();
        }

        if (message.Overrides is not { ValueKind: JsonValueKind.Object } overrides || !overrides.TryGetProperty(Own, out var own))
            return buffer.WrittenMemory;

        var payload = JsonMergePatch.Read(buffer.WrittenMemory);
        foreach (var member in own.EnumerateObject())
            JsonMergePatch.Apply(payload, member.Name, member.Value);
        return JsonMergePatch.Write(payload);
    }
}
