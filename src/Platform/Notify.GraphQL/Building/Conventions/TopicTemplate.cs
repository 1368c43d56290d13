using System.Globalization;
using System.Text;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>A topic's name with places for arguments: <c>notifications:{userId}</c>.</summary>
internal sealed class TopicTemplate
{
    private readonly string[] texts;
    private readonly int[] arguments;

    private TopicTemplate(string[] texts, int[] arguments)
    {
        this.texts = texts;
        this.arguments = arguments;
    }

    /// <summary>Reads a template; null, having told the problem, when it does not fit the arguments.</summary>
    public static TopicTemplate? Parse(string template, IReadOnlyList<InputValueDefinition> arguments, Action<string> problem)
    {
        var texts = new List<string>();
        var places = new List<int>();
        var rest = template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            var close = rest.IndexOf('}', open);
            var name = close < 0 ? "" : rest[(open + 1)..close];
            var place = arguments.TakeWhile(argument => argument.Name != name).Count();
            if (place == arguments.Count)
            {
                problem($"the topic '{template}' has a place for '{name}', but the field has no such argument. It has {(arguments.Count == 0 ? "none" : string.Join(", ", arguments.Select(argument => argument.Name)))}.");
                return null;
            }

            texts.Add(rest[..open]);
            places.Add(place);
            rest = rest[(close + 1)..];
        }

        texts.Add(rest);
        return new TopicTemplate([.. texts], [.. places]);
    }

    public string Format(object?[] values)
    {
        if (arguments.Length == 0)
        {
            return texts[0];
        }

        var topic = new StringBuilder(texts[0]);
        for (var i = 0; i < arguments.Length; i++)
        {
            var value = values[arguments[i]];
            var text = value switch
            {
                null => "",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ when ReferenceEquals(value, InputObjectValue.Missing) => "",
                _ => value.ToString(),
            };
            topic.Append(text).Append(texts[i + 1]);
        }

        return topic.ToString();
    }
}
