using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>What a caller says for FCM alone: members of its message, laid over what the common fields make.</summary>
internal static class FcmOverrides
{
    private static readonly (string Name, string Member)[] Known = [("android", "android"), ("apns", "apns"), ("webpush", "webpush"), ("fcmOptions", "fcm_options")];

    /// <summary>Looks at the shape only: what the objects hold is FCM's to judge.</summary>
    public static SendOutcome.Rejected? FindFault(JsonElement? overrides)
    {
        if (overrides is not { ValueKind: JsonValueKind.Object } given)
            return null;

        foreach (var (name, _) in Known)
        {
            if (given.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Object)
                return new() { Code = "invalid-overrides", Reason = $"The override '{name}' must be an object." };
        }

        return null;
    }

    /// <summary>Merges objects into objects; everything else is replaced by the caller's.</summary>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> body, JsonElement overrides)
    {
        if (overrides.ValueKind != JsonValueKind.Object || !Array.Exists(Known, known => overrides.TryGetProperty(known.Name, out _)))
            return body;

        var root = JsonNode.Parse(body.Span)!; // written by us
        var message = root["message"]!.AsObject();
        foreach (var (name, member) in Known)
        {
            if (overrides.TryGetProperty(name, out var value))
                Lay(message, member, value);
        }

        var buffer = new ArrayBufferWriter<byte>(body.Length * 2);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            root.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    private static void Lay(JsonObject target, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && target[name] is JsonObject existing)
        {
            foreach (var member in value.EnumerateObject())
                Lay(existing, member.Name, member.Value);
            return;
        }

        target[name] = value.ValueKind switch
        {
            JsonValueKind.Object => JsonObject.Create(value.Clone()),
            JsonValueKind.Array => JsonArray.Create(value.Clone()),
            _ => JsonValue.Create(value.Clone()),
        };
    }
}
