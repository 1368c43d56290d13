using System.Text.Json;

namespace Notify.Channels.Testing;

/// <summary>Finds the secrets of settings: what the schema marks <c>writeOnly</c>.</summary>
internal static class Secrets
{
    private const int ShortestTold = 4; // a shorter one is found in any text

    public static IReadOnlySet<string> Names(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject()
                .Where(static property => property.Value.TryGetProperty("writeOnly", out var writeOnly) && writeOnly.ValueKind == JsonValueKind.True)
                .Select(static property => property.Name).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();

    public static IReadOnlyList<string> Values(string schema, JsonElement settings)
    {
        using var document = JsonDocument.Parse(schema);
        var names = Names(document.RootElement);
        return [.. settings.EnumerateObject().Where(property => names.Contains(property.Name))
            .Select(static property => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() ?? "" : property.Value.GetRawText())
            .Where(static value => value.Length >= ShortestTold)];
    }
}
