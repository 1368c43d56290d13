using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Notify.Plugins.Settings;

/// <summary>Says in one sentence what is wrong with a setting. A secret's value is never part of it.</summary>
internal static class SettingsErrorText
{
    private const int LongestValueShown = 60;

    public static string For(ValidationError error, JToken? value, bool isSecret)
    {
        var name = $"Setting '{error.Property}'";
        var schema = error.Schema.ActualSchema;
        return error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => $"{name} is required.",
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"{name} is not known. Known are: {string.Join(", ", schema.ActualProperties.Keys.Order(StringComparer.Ordinal))}.",
            _ => $"{name} {Shown(value, isSecret)}must be {Rule(error.Kind, schema)}.",
        };
    }

    /// <summary>Says which settings go together, where the schema's alternatives differ in nothing but what they require.</summary>
    /// <returns>The sentence; <see langword="null"/> when the alternatives say more than that.</returns>
    public static string? ForChoice(ValidationErrorKind kind, JsonSchema schema)
    {
        var (alternatives, start) = kind switch
        {
            ValidationErrorKind.NotOneOf => (schema.OneOf, "Give exactly one of these: "),
            ValidationErrorKind.NotAnyOf => (schema.AnyOf, "Give at least one of these: "),
            _ => ([], ""),
        };
        var texts = alternatives.Select(static alternative => alternative.ActualSchema.RequiredProperties)
            .Select(static names => string.Join(" with ", names.Select(static name => $"'{name}'"))).ToArray();
        return texts.Length > 0 && Array.TrueForAll(texts, static text => text.Length > 0) ? $"{start}{string.Join(", ", texts)}." : null;
    }

    private static string Shown(JToken? value, bool isSecret)
    {
        if (isSecret || value is not JValue scalar)
            return "";

        var text = scalar.ToString(Newtonsoft.Json.Formatting.None);
        return text.Length <= LongestValueShown ? $"is {text} but " : "";
    }

    private static string Rule(ValidationErrorKind kind, JsonSchema schema) => kind switch
    {
        ValidationErrorKind.StringExpected => "a string",
        ValidationErrorKind.IntegerExpected => "a whole number",
        ValidationErrorKind.NumberExpected => "a number",
        ValidationErrorKind.BooleanExpected => "true or false",
        ValidationErrorKind.ObjectExpected => "an object",
        ValidationErrorKind.ArrayExpected => "a list",
        ValidationErrorKind.StringTooShort => $"at least {schema.MinLength} characters long",
        ValidationErrorKind.StringTooLong => $"at most {schema.MaxLength} characters long",
        ValidationErrorKind.PatternMismatch => $"text that matches {schema.Pattern}",
        ValidationErrorKind.NumberTooSmall => $"at least {Text(schema.Minimum ?? schema.ExclusiveMinimum)}",
        ValidationErrorKind.NumberTooBig => $"at most {Text(schema.Maximum ?? schema.ExclusiveMaximum)}",
        ValidationErrorKind.NumberNotMultipleOf => $"a multiple of {Text(schema.MultipleOf)}",
        ValidationErrorKind.NotInEnumeration => $"one of {string.Join(", ", schema.Enumeration)}",
        ValidationErrorKind.UriExpected => "an absolute URI",
        ValidationErrorKind.EmailExpected => "an e-mail address",
        ValidationErrorKind.TooFewItems => $"a list of at least {schema.MinItems} entries",
        ValidationErrorKind.TooManyItems => $"a list of at most {schema.MaxItems} entries",
        ValidationErrorKind.NoTypeValidates => $"of type {schema.Type}",
        _ => $"otherwise: it breaks the schema's rule '{kind}'",
    };

    private static string Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "the schema's limit";
}
