using System.Text.Json;
using System.Text.RegularExpressions;
using Notify.Channels.Sdk;

namespace Notify.Cli.Plugins;

/// <summary>What a manifest may say without being refused, and yet should not.</summary>
internal static partial class ManifestRules
{
    /// <summary>Finds every fault, each with what to do about it.</summary>
    public static IEnumerable<string> Faults(ChannelManifest manifest)
    {
        if (!SemanticVersion().IsMatch(manifest.Version))
            yield return $"Version '{manifest.Version}' is not one of Semantic Versioning. Write it like 1.4.2.";
        if (string.IsNullOrWhiteSpace(manifest.DisplayName))
            yield return "DisplayName is empty. Give the name that people see.";
        if (manifest.MaxBodyLength is < 1)
            yield return $"MaxBodyLength is {manifest.MaxBodyLength}. Set it above 0, or leave it out.";

        using var document = JsonDocument.Parse(manifest.SettingsSchema);
        var schema = document.RootElement;
        if (!schema.TryGetProperty("additionalProperties", out var additional) || additional.ValueKind != JsonValueKind.False)
            yield return "The settings schema takes settings it does not know. Add \"additionalProperties\": false, so that a misspelt one is told.";
        if (!schema.TryGetProperty("properties", out var properties))
            yield break;

        foreach (var property in properties.EnumerateObject())
        {
            var isSecret = property.Value.TryGetProperty("writeOnly", out var writeOnly) && writeOnly.ValueKind == JsonValueKind.True;
            if (SoundsSecret().IsMatch(property.Name) && !isSecret)
                yield return $"The setting '{property.Name}' sounds like a secret but can be read back. Mark it \"writeOnly\": true, or name it otherwise if it is none.";
            if (!property.Value.TryGetProperty("title", out _))
                yield return $"The setting '{property.Name}' has no title. Give the one that the form shows.";
        }
    }

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex SemanticVersion();

    [GeneratedRegex("(?<!public|verification)(key|token|secret|password|passphrase|credentials?)$", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsSecret();
}
