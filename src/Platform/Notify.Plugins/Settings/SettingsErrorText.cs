using System.Text.Json;

namespace Notify.Plugins.Settings;

/// <summary>Says in one sentence what is wrong with a setting. A secret's value is never part of it.</summary>
internal static class SettingsErrorText
{
    private const int LongestValueShown = 60;

    public static string For(SchemaFault fault, bool isSecret) => Sentence(fault, fault.Path.Length == 0 ? "The settings" : $"Setting '{fault.Path[1..]}'", isSecret);

    /// <summary>Says what is wrong with a schema, by the rules of its draft.</summary>
    public static string ForSchema(SchemaFault fault) => Sentence(fault, fault.Path.Length == 0 ? "The schema" : fault.Path, isSecret: false);

    /// <summary>Names what goes together, where the schema's alternatives differ in nothing but what they require.</summary>
    /// <returns>The names; <see langword="null"/> when the alternatives say more than that.</returns>
    public static string? NamesOfChoice(SchemaFault fault)
    {
        if (fault.Rule(fault.Keyword) is not { ValueKind: JsonValueKind.Array } alternatives)
            return null;

        var names = new List<string>();
        foreach (var alternative in alternatives.EnumerateArray())
        {
            if (alternative.ValueKind != JsonValueKind.Object || !alternative.TryGetProperty("required", out var required) || required.GetArrayLength() == 0
                || alternative.EnumerateObject().Any(static property => property.Name is not ("required" or "title" or "description" or "$comment" or "type")))
            {
                return null;
            }

            names.Add(string.Join(" with ", required.EnumerateArray().Select(static name => $"'{name.GetString()}'")));
        }

        return string.Join(", ", names);
    }

    private static string Sentence(SchemaFault fault, string name, bool isSecret) => fault.Keyword switch
    {
        "required" => $"{name} is required.",
        "dependentRequired" or "dependencies" => $"{name} is required when '{fault.Because}' is given.",
        "additionalProperties" or "unevaluatedProperties" => $"{name} is not known.{Known(fault)}",
        "oneOf" => NamesOfChoice(fault) is { } names ? $"Give exactly one of these: {names}." : $"{name} can be read as several alternatives of the schema. Give what fits exactly one.",
        "anyOf" when NamesOfChoice(fault) is { } names => $"Give at least one of these: {names}.",
        "not" => $"{name} {Shown(fault, isSecret)}must not be what the schema excludes{Excluded(fault, isSecret)}.",
        "properties" or "patternProperties" or "items" or "additionalItems" or "unevaluatedItems" or "prefixItems" or "then" or "else" or "$ref" => $"{name} is not allowed here.",
        "" => $"{name} {Shown(fault, isSecret)}must be otherwise: it does not fit the schema.",
        _ when fault.IsName => $"{name} is not a name for a setting here: a name must be {Rule(fault)}.",
        _ => $"{name} {Shown(fault, isSecret)}must be {Rule(fault)}.",
    };

    private static string Known(SchemaFault fault) => fault.Rule("properties") is { ValueKind: JsonValueKind.Object } properties && properties.EnumerateObject().Any()
        ? $" Known are: {string.Join(", ", properties.EnumerateObject().Select(static property => property.Name).Order(StringComparer.Ordinal))}." : "";

    private static string Excluded(SchemaFault fault, bool isSecret) =>
        !isSecret && fault.Rule("not") is { ValueKind: JsonValueKind.Object } excluded && excluded.TryGetProperty("const", out var value) ? $": {Text(value)}" : "";

    private static string Shown(SchemaFault fault, bool isSecret) =>
        !isSecret && fault.Value is { ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) } value && value.GetRawText() is { Length: <= LongestValueShown } text
            ? $"is {text} but " : "";

    private static string Rule(SchemaFault fault)
    {
        var rule = fault.Rule(fault.Keyword);
        return (fault.Keyword, rule) switch
        {
            ("type", { ValueKind: JsonValueKind.Array } types) => string.Join(" or ", types.EnumerateArray().Select(Type)),
            ("type", { } type) => Type(type),
            ("const", { } value) => Text(value),
            ("enum", { ValueKind: JsonValueKind.Array } values) => $"one of {string.Join(", ", values.EnumerateArray().Select(Text))}",
            ("format", { } format) => Format(format.GetString()),
            ("minLength", { } least) => $"at least {Text(least)} characters long",
            ("maxLength", { } most) => $"at most {Text(most)} characters long",
            ("pattern", { } pattern) => $"text that matches {Text(pattern)}",
            ("minimum", { } least) => $"at least {Text(least)}",
            ("maximum", { } most) => $"at most {Text(most)}",
            ("exclusiveMinimum", { } below) => $"more than {Text(below)}",
            ("exclusiveMaximum", { } above) => $"less than {Text(above)}",
            ("multipleOf", { } divisor) => $"a multiple of {Text(divisor)}",
            ("minItems", { } least) => $"a list of at least {Text(least)} entries",
            ("maxItems", { } most) => $"a list of at most {Text(most)} entries",
            ("uniqueItems", _) => "a list in which nothing is twice",
            ("contains", _) => $"a list with {Count(fault)} of the kind that the schema asks for",
            ("minProperties", { } least) => $"an object of at least {Text(least)} properties",
            ("maxProperties", { } most) => $"an object of at most {Text(most)} properties",
            _ => $"otherwise: it breaks the schema's rule '{fault.Keyword}'",
        };
    }

    private static string Count(SchemaFault fault) => (fault.Rule("minContains"), fault.Rule("maxContains")) switch
    {
        ({ } least, { } most) => $"{Text(least)} to {Text(most)} entries",
        ({ } least, null) => $"at least {Text(least)} entries",
        (null, { } most) => $"1 to {Text(most)} entries",
        _ => "at least one entry",
    };

    private static string Type(JsonElement type) => type.GetString() switch
    {
        "string" => "a string",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "object" => "an object",
        "array" => "a list",
        var other => other ?? "",
    };

    private static string Format(string? format) => format switch
    {
        "uri" or "iri" => "an absolute URI",
        "email" or "idn-email" => "an e-mail address",
        _ => $"text of the format {format}",
    };

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
}
