using System.Collections.Frozen;
using System.Text.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;
using Notify.Primitives;
using JsonException = Newtonsoft.Json.JsonException;

namespace Notify.Plugins.Settings;

/// <summary>A plugin's settings schema, compiled once.</summary>
internal sealed class SettingsSchema
{
    private readonly JsonSchema _schema;

    private SettingsSchema(JsonSchema schema, FrozenSet<string> secrets)
    {
        _schema = schema;
        Secrets = secrets;
    }

    /// <summary>Gets the names of the top-level properties marked <c>writeOnly</c>.</summary>
    public FrozenSet<string> Secrets { get; }

    /// <exception cref="FormatException">The text is not a JSON Schema of an object.</exception>
    public static async Task<SettingsSchema> CompileAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new FormatException("The settings schema is not a JSON object.");

            var schema = await JsonSchema.FromJsonAsync(text, cancellationToken);
            return new(schema, SecretsOf(document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw new FormatException($"The settings schema is not a JSON Schema: {exception.Message}", exception);
        }
    }

    public IReadOnlyList<FieldError> Validate(JsonElement settings)
    {
        if (settings.ValueKind != JsonValueKind.Object)
            return [new("", $"Settings must be a JSON object, not {settings.ValueKind}.")];

        JToken token;
        try
        {
            using var reader = new JsonTextReader(new StringReader(settings.GetRawText())) { DateParseHandling = DateParseHandling.None };
            token = JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            return [new("", "Settings are nested too deeply.")];
        }

        var errors = new List<FieldError>();
        Collect(_schema.Validate(token), token, errors);
        return [.. errors.DistinctBy(static error => (error.Path, error.Message)).OrderBy(static error => error.Path, StringComparer.Ordinal)];
    }

    private static FrozenSet<string> SecretsOf(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject()
                .Where(static property => property.Value.ValueKind == JsonValueKind.Object
                    && property.Value.TryGetProperty("writeOnly", out var writeOnly) && writeOnly.ValueKind == JsonValueKind.True)
                .Select(static property => property.Name).ToFrozenSet(StringComparer.Ordinal)
            : [];

    private void Collect(IEnumerable<ValidationError> found, JToken root, List<FieldError> errors)
    {
        foreach (var error in found)
        {
            if (SettingsErrorText.ForChoice(error.Kind, error.Schema.ActualSchema) is { } choice)
            {
                errors.Add(new(SettingsPath.ToPointer(error.Path), choice));
                continue;
            }

            if (error is ChildSchemaValidationError nested)
            {
                Collect(nested.Errors.SelectMany(static pair => pair.Value), root, errors);
                continue;
            }

            var path = SettingsPath.ToPointer(error.Path);
            var top = path.Split('/', 3) is [_, var first, ..] ? first : "";
            errors.Add(new(path, SettingsErrorText.For(error, SettingsPath.Find(root, path), isSecret: Secrets.Contains(top))));
        }
    }
}
