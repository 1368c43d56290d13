using System.Collections.Frozen;
using System.Text.Json;
using Json.Schema;
using Notify.Primitives;

namespace Notify.Plugins.Settings;

/// <summary>A plugin's settings schema, compiled once. Thread-safe.</summary>
internal sealed class SettingsSchema
{
    private static readonly EvaluationOptions Options = new() { OutputFormat = OutputFormat.Hierarchical, RequireFormatValidation = true, FormatRegistry = SettingsFormats.All };
    private readonly JsonSchema _schema;
    private readonly SchemaRegistry _registry;

    private SettingsSchema(JsonSchema schema, SchemaRegistry registry, FrozenSet<string> secrets)
    {
        _schema = schema;
        _registry = registry;
        Secrets = secrets;
    }

    /// <summary>Gets the names of the top-level properties marked <c>writeOnly</c>.</summary>
    public FrozenSet<string> Secrets { get; }

    /// <exception cref="FormatException">The text is not a JSON Schema of an object; the message says where and why.</exception>
    public static SettingsSchema Compile(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement.Clone();
            if (root.ValueKind != JsonValueKind.Object)
                throw new FormatException("The settings schema is not a JSON object.");

            SettingsDialects.EnsureValid(root);
            var registry = new SchemaRegistry(); // its own: the library's global one would keep every version of every plugin's schema
            var schema = SettingsDialects.Build(root, registry);
            SchemaReferences.EnsureSound(schema.Root);
            return new(schema, registry, SecretsOf(root));
        }
        catch (Exception exception) when (exception is JsonException or JsonSchemaException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"The settings schema is not a JSON Schema: {exception.Message}", exception);
        }
    }

    /// <summary>Finds all that is wrong with the settings.</summary>
    /// <exception cref="NotifyException">A value takes too long to check.</exception>
    public IReadOnlyList<FieldError> Validate(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            return [new("", $"Settings must be a JSON object, not {settings.ValueKind}.")];

        try
        {
            var faults = SchemaFaults.Find(_schema.Evaluate(settings, Options), _schema, settings, _registry);
            return [.. faults.Select(fault => new FieldError(fault.Path, SettingsErrorText.For(fault, isSecret: Secrets.Contains(fault.Top))))
                .Distinct().OrderBy(static error => error.Path, StringComparer.Ordinal)];
        }
        catch (PatternTimeoutException exception)
        {
            throw new NotifyException(
                ErrorCode.SettingsTimeout, $"{exception.Message} Shorten the value, or have the plugin's author write the pattern without nested repetition.",
                new FieldError(exception.Path, exception.Message));
        }
    }

    private static FrozenSet<string> SecretsOf(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject()
                .Where(static property => property.Value.ValueKind == JsonValueKind.Object
                    && property.Value.TryGetProperty("writeOnly", out var writeOnly) && writeOnly.ValueKind == JsonValueKind.True)
                .Select(static property => property.Name).ToFrozenSet(StringComparer.Ordinal)
            : [];
}
