using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notify.Delivery.Integrations;

/// <summary>Takes settings apart into what may be shown and what is secret, and puts them together again.</summary>
internal static class SettingsDocument
{
    /// <summary>Puts settings and secrets together.</summary>
    public static JsonElement Join(string settings, string? secrets)
    {
        var joined = Parse(settings);
        if (secrets is not null)
        {
            foreach (var (name, value) in Parse(secrets))
            {
                joined[name] = value?.DeepClone();
            }
        }

        return JsonSerializer.SerializeToElement(joined);
    }

    /// <summary>Takes the secrets out.</summary>
    public static (string Settings, string? Secrets, string[] SecretNames) Split(JsonElement joined, IReadOnlySet<string> secretNames)
    {
        var open = new JsonObject();
        var hidden = new JsonObject();
        foreach (var property in joined.EnumerateObject())
        {
            (secretNames.Contains(property.Name) ? hidden : open)[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        return (open.ToJsonString(), hidden.Count == 0 ? null : hidden.ToJsonString(), hidden.Select(static pair => pair.Key).Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Lays a change over settings: members replace, JSON null removes (RFC 7396, one level deep).</summary>
    public static JsonElement Merge(JsonElement joined, string change)
    {
        var merged = Parse(joined.GetRawText());
        foreach (var (name, value) in Parse(change))
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value.DeepClone();
            }
        }

        return JsonSerializer.SerializeToElement(merged);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject(); // the doors and the table hold objects only
}
