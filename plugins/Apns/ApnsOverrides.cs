using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>What a caller says for APNs alone: <c>pushType</c>, and <c>aps</c> to be laid over what the common fields make.</summary>
internal static class ApnsOverrides
{
    /// <summary>Reads the push type; the default is an alert.</summary>
    /// <returns><see langword="null"/> when a value cannot be used; <paramref name="fault"/> says why.</returns>
    public static PushType? Read(JsonElement? overrides, out JsonElement aps, out SendOutcome.Rejected? fault)
    {
        aps = default;
        fault = null;
        if (overrides is not { ValueKind: JsonValueKind.Object } given)
            return PushType.Alert;

        if (given.TryGetProperty("aps", out aps) && aps.ValueKind != JsonValueKind.Object)
            fault = new() { Code = "invalid-overrides", Reason = "The override 'aps' must be an object." };
        if (!given.TryGetProperty("pushType", out var name))
            return fault is null ? PushType.Alert : null;

        if (name.ValueKind != JsonValueKind.String || !PushType.All.TryGetValue(name.GetString()!, out var type)) // a text by the first half
        {
            fault = new() { Code = "invalid-overrides", Reason = $"The override 'pushType' must be one of {string.Join(", ", PushType.All.Keys.Order())}." };
            return null;
        }

        return fault is null ? type : null;
    }

    /// <summary>Merges as a JSON Merge Patch does (RFC 7396): objects into objects, null takes a member away, everything else replaces it.</summary>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> payload, JsonElement aps)
    {
        var root = JsonNode.Parse(payload.Span)!.AsObject(); // written by us
        Lay(root, "aps", aps);
        var buffer = new ArrayBufferWriter<byte>(payload.Length * 2);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            root.WriteTo(writer);
        return buffer.WrittenMemory;
    }

    private static void Lay(JsonObject target, string name, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            target.Remove(name);
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            target[name] = value.ValueKind == JsonValueKind.Array ? JsonArray.Create(value.Clone()) : JsonValue.Create(value.Clone());
            return;
        }

        if (target[name] is not JsonObject existing)
            target[name] = existing = [];
        foreach (var member in value.EnumerateObject())
            Lay(existing, member.Name, member.Value);
    }
}
