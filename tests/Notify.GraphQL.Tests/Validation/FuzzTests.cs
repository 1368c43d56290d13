using System.Globalization;
using System.Text;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Conformance;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Validation;

/// <summary>Whatever the text, the parser answers a tree or a syntax error, and the validator answers errors or none.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const string Variable = "NOTIFY_GRAPHQL_FUZZ_SECONDS";
    private const int MaxLength = 4_000;

    private static readonly Schema Schema = SchemaFromSdl.Build(
        """
        type Query { me: User node(id: ID!): Node users(first: Int = 10, by: By): [User!]! any: [Any] }
        type Mutation { rename(input: By!): User }
        type Subscription { renamed(id: ID): User other: Int }
        interface Node { id: ID! }
        type User implements Node { id: ID! name(upper: Boolean): String friends(first: Int): [User] role: Role group: Group }
        type Group implements Node { id: ID! members: [User!] size: Int! }
        union Any = User | Group
        enum Role { ADMIN MEMBER }
        input By { name: String role: Role = MEMBER and: [By!] one: One limit: Int! = 1 }
        input One @oneOf { id: ID name: String }
        directive @mark(as: String!) repeatable on FIELD | QUERY | FRAGMENT_SPREAD
        """);

    private static readonly string[] Seedlings =
    [
        "query Q($id: ID!, $n: Int = 3, $by: By = { name: \"a\", and: [{ limit: 2 }] }) { node(id: $id) { ...N ... on User @include(if: true) { name(upper: false) } } users(first: $n, by: $by) { ...U } }\nfragment N on Node { id __typename }\nfragment U on User { friends(first: 2) { ...N name } group { members { id role } } }",
        "mutation { rename(input: { name: \"\"\"\n  a\n    b\n\"\"\", one: { id: 1 }, role: ADMIN }) { id a: name b: name(upper: true) } }",
        "subscription S { renamed(id: \"\\u{1F600}\\n\") { id } }",
        "{ any { __typename ... on User { name: role friends { friends { friends { id } } } } ... on Group { size } ...F } } fragment F on Any { ... on Node { id } ...G } fragment G on Any { ...F }",
        "query A @mark(as: \"x\") { me @mark(as: \"y\") @mark(as: \"z\") { id } } query B { __schema { types { name fields { name type { ofType { ofType { name } } } } } } __type(name: \"User\") { kind } }",
        "\"described\" query ($a: [[Int!]]! = [[1, -2.5e3]], $b: Boolean = null) { me { id @skip(if: $b) } } # comment\n type T { a: Int } enum E { A } union U = A | B directive @d(a: Int = 1) on FIELD",
    ];

    private static readonly string[] Snippets =
    [
        "{", "}", "(", ")", "[", "]", "{ ", " }", "...", "... on User {", "...F", "$", "$id", "@", "@skip(if: true)", ":", "!", "|", "&", "=", "\"", "\"\"\"", "\\", "\\u", "\\uD83D", "\ud83d", "\ude00", "😀", "\0", "\ufeff", "#", "\n", "\r", "\r\n", ",", "1", "-", "0", "1e9", "1.5", ".", "null", "true", "on", "fragment F on User { ...F }", "query", "id", "name", "friends {", "__typename", "__schema {", "fields {", "type", "extend", "é",
    ];

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture)
        : Environment.GetEnvironmentVariable("CI") == "true" ? 120
        : 20);

    [Fact]
    public Task Breaks_nothing_whatever_the_text() => Task.Factory.StartNew(
        Run, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default); // its own thread: the others' tests wait on the pool's

    private void Run()
    {
        var seed = Seeds.Next(output);
        var random = new Random(seed);
        var (documents, parsed, valid) = (0, 0, 0);
        var text = "";
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            while (TimeProvider.System.GetElapsedTime(start) < Duration && !TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                text = Seedlings[random.Next(Seedlings.Length)];
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    text = Mutate(text, random);
                    var outcome = Try(text);
                    documents++;
                    parsed += outcome > 0 ? 1 : 0;
                    valid += outcome > 1 ? 1 : 0;
                }
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Assert.Fail($"Seed {seed}, document {Convert.ToBase64String(Encoding.Unicode.GetBytes(text))} (UTF-16):\n{text}\n{error}");
        }

        output.WriteLine($"{documents} documents, {parsed} of them parsed, {valid} of them valid.");
        Assert.True(parsed > 0, "No document could be parsed, so nothing was validated.");
    }

    /// <summary>Answers 0 for a syntax error, 1 for an invalid document, 2 for a valid one.</summary>
    private static int Try(string text)
    {
        DocumentNode document;
        try
        {
            document = GraphQLParser.Parse(text, new ParserOptions());
        }
        catch (GraphQLSyntaxException)
        {
            return 0;
        }

        var errors = DocumentValidator.Validate(Schema, document, new ValidationOptions { AllowIntrospection = true, SuggestNames = true });
        DocumentValidator.Validate(Schema, document, Validations.Unlimited());
        if (errors.Count > 0)
        {
            return 1;
        }

        foreach (var operation in document.Definitions.OfType<OperationDefinitionNode>())
        {
            CostAnalyzer.Analyze(Schema, document, operation, VariableValues.None, new CostOptions());
        }

        return 2;
    }

    private static string Mutate(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        var end = Math.Min(text.Length, at + random.Next(1, 30));
        return random.Next(6) switch
        {
            0 => text.Remove(at, end - at),
            1 when text.Length < MaxLength => text.Insert(random.Next(text.Length + 1), text[at..end]),
            2 when text.Length < MaxLength => text.Insert(at, string.Concat(Enumerable.Repeat(Snippets[random.Next(Snippets.Length)], random.Next(1, 40)))),
            3 => text.Insert(at, ((char)random.Next(char.MaxValue)).ToString()),
            4 => text[..at] + Snippets[random.Next(Snippets.Length)] + text[end..],
            _ => text.Insert(at, Snippets[random.Next(Snippets.Length)]),
        };
    }
}
