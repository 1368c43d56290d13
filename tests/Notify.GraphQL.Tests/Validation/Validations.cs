using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Validation;

/// <summary>Validates texts, with introspection on and suggestions off unless a test says otherwise.</summary>
internal static class Validations
{
    public static ValidationOptions Options(Action<ValidationOptions>? change = null)
    {
        var options = new ValidationOptions { AllowIntrospection = true };
        change?.Invoke(options);
        return options;
    }

    /// <summary>Switches every limit off, so that only the rules of the specification speak.</summary>
    public static ValidationOptions Unlimited() => new()
    {
        AllowIntrospection = true,
        MaxAliasesPerField = int.MaxValue,
        MaxCoordinateCycles = int.MaxValue,
        MaxErrors = int.MaxValue,
        MaxExecutionDepth = int.MaxValue,
        MaxFragmentVisits = int.MaxValue,
        MaxIntrospectionListDepth = 2, // graphql-js refuses the third
        MaxIntrospectionOfTypeDepth = int.MaxValue,
        MaxLocationsPerError = int.MaxValue,
        MaxMergeComparisons = int.MaxValue,
        MaxRootFields = int.MaxValue,
    };

    public static ParserOptions UnlimitedParser() => new()
    {
        MaxDirectivesPerLocation = int.MaxValue,
        MaxFields = int.MaxValue,
        MaxNodes = int.MaxValue,
        MaxRecursionDepth = 1_000,
        MaxTokens = int.MaxValue,
    };

    public static IReadOnlyList<IError> Validate(Schema schema, string text, ValidationOptions? options = null) =>
        DocumentValidator.Validate(schema, GraphQLParser.Parse(text, UnlimitedParser()), options ?? Options());

    /// <summary>Lists the rules that a text breaks, once each, in the order they are found.</summary>
    public static string[] BrokenRules(Schema schema, string text, ValidationOptions? options = null) =>
        [.. Validate(schema, text, options).Select(RuleOf).Distinct()];

    public static string RuleOf(IError error) => (string)error.Extensions["rule"]!;
}
