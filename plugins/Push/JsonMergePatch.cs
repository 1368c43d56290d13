using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notify.Channels.Push;

/// <summary>Lays a caller's own words over what the common fields make, as a JSON Merge Patch does (RFC 7396).</summary>
internal static class JsonMergePatch
{
    /// <summary>Merges objects into objects; null takes a member away, everything else replaces it.</summary>
    public static void Apply(JsonObject target, string name, JsonElement patch)
    {
        if (patch.ValueKind == JsonValueKind.Null)
        {
            target.Remove(name);
            return;
        }

        if (patch.ValueKind != JsonValueKind.Object)
        {
            target[name] = patch.ValueKind == JsonValueKind.Array ? JsonArray.Create(patch.Clone()) : JsonValue.Create(patch.Clone());
            return;
        }

        if (target[name] is not JsonObject existing)
            target[name] = existing = [];
        foreach (var member in patch.EnumerateObject())
            Apply(existing, member.Name, member.Value);
    }

    /// <summary>Reads JSON that a plugin wrote itself.</summary>
    public static JsonObject Read(ReadOnlyMemory<byte> json) => JsonNode.Parse(json.Span)!.AsObject();

    public static ReadOnlyMemory<byte> Write(JsonObject json)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            json.WriteTo(writer);
        return buffer.WrittenMemory;
    }
}
