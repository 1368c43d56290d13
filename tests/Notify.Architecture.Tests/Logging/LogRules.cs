using System.Text.RegularExpressions;

namespace Notify.Architecture.Tests.Logging;

/// <summary>What log methods may carry, and how they are numbered.</summary>
internal static partial class LogRules
{
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "recipient", "email", "emailAddress", "phone", "phoneNumber", "subject", "body", "content", "payload", "webhookUrl", "subscriberName",
    };

    /// <summary>Finds log methods that take an address, a subject or a body without saying so in their name, or that say so and are not at Trace.</summary>
    public static IReadOnlyList<string> Violations(string source) =>
    [
        .. from Match method in Method().Matches(source)
           let isSensitive = method.Groups["name"].Value.EndsWith("Sensitive", StringComparison.Ordinal)
           let carries = Parameter().Matches(method.Groups["parameters"].Value).Any(static parameter => Personal.Contains(parameter.Groups["name"].Value))
           where isSensitive ? !method.Groups["attribute"].Value.Contains("LogLevel.Trace", StringComparison.Ordinal) : carries
           select method.Groups["name"].Value,
    ];

    /// <summary>Reads the event ids of a source text.</summary>
    public static IEnumerable<int> EventIds(string source) =>
        Method().Matches(source).Select(static method => Number().Match(method.Groups["attribute"].Value))
            .Where(static number => number.Success)
            .Select(static number => int.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\[LoggerMessage\((?<attribute>(""(\\.|[^""\\])*""|[^""])*?)\)\]\s*[\w\s]*\bvoid\s+(?<name>\w+)\((?<parameters>[^)]*)\)")]
    private static partial Regex Method();

    [GeneratedRegex(@"(?<name>\w+)\s*(,|$)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
