using System.Text.Json;
using Json.Pointer;

namespace Notify.Plugins.Settings;

/// <summary>One rule of a schema that a value breaks.</summary>
/// <param name="Location">Where the value is.</param>
/// <param name="Keyword">The keyword whose rule is broken.</param>
/// <param name="Schema">The schema that the keyword is in; <see langword="null"/> when it cannot be told.</param>
/// <param name="Value">The value; <see langword="null"/> when it is missing.</param>
internal sealed record SchemaFault(JsonPointer Location, string Keyword, JsonElement? Schema, JsonElement? Value)
{
    /// <summary>Gets where the value is, as a JSON Pointer (RFC 6901).</summary>
    public string Path => Location.ToString();

    /// <summary>Gets the name of the top-level property that the value is in; empty when it is the whole.</summary>
    public string Top => Location.SegmentCount > 0 ? NameOf(Location, 0) : "";

    /// <summary>Gets whether the name of the property is wrong rather than its value.</summary>
    public bool IsName { get; init; }

    /// <summary>Gets the property whose presence makes the missing one necessary.</summary>
    public string? Because { get; init; }

    /// <summary>Gets the name of the property, or the index, at a step of a pointer: without the escapes that pointers have.</summary>
    public static string NameOf(JsonPointer pointer, int step) =>
        pointer[step].ToString().Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    /// <summary>Gets the value of a keyword beside the one at fault.</summary>
    public JsonElement? Rule(string keyword) =>
        Schema is { ValueKind: JsonValueKind.Object } schema && schema.TryGetProperty(keyword, out var rule) ? rule : null;
}
