using System.Text.RegularExpressions;

namespace Notify.Architecture.Tests.Documents;

/// <summary>Reads from sources and documents what both must agree on.</summary>
internal static partial class DocumentRules
{
    /// <summary>Finds which options class is bound to which section; a section given by a constant is looked up in the class.</summary>
    public static IEnumerable<(string Options, string Section)> Bindings(string source, Func<string, string> readOptions) =>
        from Match binding in Binding().Matches(source)
        let options = binding.Groups["options"].Value
        select (options, binding.Groups["section"] is { Success: true } section ? section.Value : SectionConstant().Match(readOptions(options)).Groups["section"].Value);

    /// <summary>Finds the settable properties of an options class.</summary>
    public static IEnumerable<string> Properties(string source) => Property().Matches(source).Select(static property => property.Groups["name"].Value);

    /// <summary>Finds the keys that a document names in the first column of its tables.</summary>
    public static IEnumerable<string> Keys(string document) =>
        FirstColumn().Matches(document).SelectMany(static row => Quoted().Matches(row.Value)).Select(static key => key.Groups["text"].Value)
            .Where(static key => key.StartsWith("Notify:", StringComparison.Ordinal) || key.StartsWith("Mailbox:", StringComparison.Ordinal));

    /// <summary>Finds the event ids in the tables of a document.</summary>
    public static IEnumerable<int> EventIds(string document) =>
        EventRow().Matches(document).Select(static row => int.Parse(row.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Finds the instruments that a source makes.</summary>
    public static IEnumerable<string> Instruments(string source) => Instrument().Matches(source).Select(static made => made.Groups["name"].Value);

    /// <summary>Finds the error codes that a source makes, with their status.</summary>
    public static IEnumerable<string> ErrorCodes(string source) =>
        ErrorCode().Matches(source).Select(static code => $"| `{code.Groups["text"].Value}` | {code.Groups["status"].Value} |");

    /// <summary>Finds the routing keys that a source names.</summary>
    public static IEnumerable<string> RoutingKeys(string source) => RoutingKey().Matches(source).Select(static key => key.Groups["text"].Value);

    /// <summary>Finds the links of a document that stay inside the repository.</summary>
    public static IEnumerable<(string Path, string Anchor)> Links(string document) =>
        from Match link in Link().Matches(Fence().Replace(document, ""))
        let target = link.Groups["target"].Value
        where !target.Contains("://", StringComparison.Ordinal)
        let parts = target.Split('#', 2)
        select (parts[0], parts.Length > 1 ? parts[1] : "");

    /// <summary>Makes the anchors of a document's headings, as GitHub does.</summary>
    public static IEnumerable<string> Anchors(string document) =>
        Heading().Matches(Fence().Replace(document, "")).Select(static heading =>
            NotAnchor().Replace(heading.Groups["text"].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"AddOptions(WithValidateOnStart)?<(?<options>\w+)[^;]*?Bind(Configuration)?\((""(?<section>[\w:]+)""|[^;]*?\bSection\b)")]
    private static partial Regex Binding();

    [GeneratedRegex(@"const string Section = ""(?<section>[\w:]+)""")]
    private static partial Regex SectionConstant();

    [GeneratedRegex(@"public [\w<>?]+ (?<name>\w+) \{ get; set; \}")]
    private static partial Regex Property();

    [GeneratedRegex(@"^\|[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex FirstColumn();

    [GeneratedRegex("`(?<text>[^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^\| (?<id>\d{4}) \|", RegexOptions.Multiline)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"\bCreate\w+<\w+>\(\s*""(?<name>[\w.]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"ErrorCode \w+ = new\(""(?<text>[\w-]+)"", (?<status>\d+)")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"= ""(?<text>notify\.[\w.]+)""")]
    private static partial Regex RoutingKey();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotAnchor();
}
