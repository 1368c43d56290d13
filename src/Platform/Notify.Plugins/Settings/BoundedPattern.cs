using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Json.Schema.Keywords;

namespace Notify.Plugins.Settings;

/// <summary><c>pattern</c> with a limit of time. The library's own has none, and compiles each expression to code at the start.</summary>
internal sealed class BoundedPattern : PatternKeyword
{
    /// <summary>For one match. Patterns that need more than a few milliseconds backtrack without end.</summary>
    private static readonly TimeSpan MatchLimit = TimeSpan.FromMilliseconds(500);

    public static readonly BoundedPattern Keyword = new();

    public override object? ValidateKeywordValue(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? Compile(value.GetString()!) : base.ValidateKeywordValue(value); // which refuses it

    public override KeywordEvaluation Evaluate(KeywordData keyword, EvaluationContext context)
    {
        try
        {
            return base.Evaluate(keyword, context);
        }
        catch (RegexMatchTimeoutException exception)
        {
            throw new PatternTimeoutException(context.InstanceLocation.ToString(), exception);
        }
    }

    /// <exception cref="JsonSchemaException">It is no regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        try
        {
            return new(pattern, RegexOptions.ECMAScript, MatchLimit);
        }
        catch (ArgumentException)
        {
            // ECMA-262 knows \p{…} and lookbehind as well, which .NET has in its own dialect only.
        }

        try
        {
            return new(pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (ArgumentException exception)
        {
            throw new JsonSchemaException($"'{pattern}' is no regular expression: {exception.Message}", exception);
        }
    }
}
