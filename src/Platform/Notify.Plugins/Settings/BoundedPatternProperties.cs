using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;
using Json.Schema.Keywords;

namespace Notify.Plugins.Settings;

/// <summary><c>patternProperties</c> with a limit of time.</summary>
internal sealed class BoundedPatternProperties : PatternPropertiesKeyword
{
    public static readonly BoundedPatternProperties Keyword = new();

    public override object? ValidateKeywordValue(JsonElement value) => value.ValueKind == JsonValueKind.Object
        ? value.EnumerateObject().Select(static property => property.Name).Distinct().ToDictionary(static pattern => pattern, BoundedPattern.Compile)
        : base.ValidateKeywordValue(value); // which refuses it

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
}
