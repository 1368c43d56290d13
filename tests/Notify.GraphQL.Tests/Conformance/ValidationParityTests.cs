using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.Tests.Validation;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>Compares parser and validator with graphql-js, document by document.</summary>
public sealed class ValidationParityTests(ITestOutputHelper output)
{
    private const int RandomDocuments = 600;

    [Fact]
    public async Task Agrees_with_graphql_js_on_what_is_wrong_with_a_document_and_where()
    {
        var seed = Seeds.Next(output);
        using var oracle = JsonDocument.Parse(await NodeScript.RunAsync(
            "validation.mjs",
            [seed.ToString(CultureInfo.InvariantCulture), RandomDocuments.ToString(CultureInfo.InvariantCulture)],
            cancellationToken: TestContext.Current.CancellationToken));
        var schemas = oracle.RootElement.GetProperty("schemas").EnumerateObject()
            .ToDictionary(schema => schema.Name, schema => SchemaFromSdl.Build(schema.Value.GetString()!));
        var differences = new List<string>();
        var rules = new SortedSet<string>(StringComparer.Ordinal);
        var (count, refused) = (0, 0);

        foreach (var @case in oracle.RootElement.GetProperty("cases").EnumerateArray())
        {
            var text = TextOf(@case);
            var expected = VerdictOf(@case);
            var found = Judge(schemas[@case.GetProperty("schema").GetString()!], text);
            count++;
            refused += expected.Length > 0 ? 1 : 0;
            rules.UnionWith(expected.Select(line => line.Split('@')[0]));
            if (!expected.SequenceEqual(found))
            {
                differences.Add($"{text}\n  expected {string.Join("; ", expected)}\n  found    {string.Join("; ", found)}");
            }
        }

        output.WriteLine($"{count} documents, {refused} of them refused, by {rules.Count} rules: {string.Join(", ", rules)}.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join("\n", differences.Take(20))}");
        Assert.True(count >= 1_000, $"Only {count} documents were compared.");
        Assert.Equal(29, rules.Count); // 28 rules, and syntax
    }

    /// <summary>Reads UTF-16 as it is, half surrogate pairs included.</summary>
    private static string TextOf(JsonElement @case) =>
        new(MemoryMarshal.Cast<byte, char>(@case.GetProperty("text").GetBytesFromBase64()));

    private static string[] VerdictOf(JsonElement @case) =>
        @case.TryGetProperty("syntax", out var location)
            ? [$"syntax@{Print(location)}"]
            : [.. @case.GetProperty("errors").EnumerateArray()
                .Select(error => $"{error.GetProperty("rule").GetString()}@{string.Join(',', error.GetProperty("locations").EnumerateArray().Select(Print))}")
                .Distinct().Order(StringComparer.Ordinal)];

    private static string[] Judge(Schema schema, string text)
    {
        try
        {
            var document = GraphQLParser.Parse(text, Validations.UnlimitedParser());
            return [.. DocumentValidator.Validate(schema, document, Validations.Unlimited())
                .Select(error => $"{Validations.RuleOf(error)}@{string.Join(',', error.Locations.Select(Print))}")
                .Distinct().Order(StringComparer.Ordinal)];
        }
        catch (GraphQLSyntaxException error)
        {
            return [$"syntax@{Print(error.Location)}"];
        }
    }

    private static string Print(JsonElement location) => $"{location.GetProperty("line").GetInt32()}:{location.GetProperty("column").GetInt32()}";

    private static string Print(SourceLocation location) => $"{location.Line}:{location.Column}";
}
