using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Validation;

/// <summary>Documents that have brought down GraphQL servers, answered by ours under its usual limits with little work.</summary>
public sealed class BadInputTests
{
    private const long MaxAllocatedBytes = 4_000_000;
    private const string Valid = "valid";

    private static readonly Schema Schema = SchemaFromSdl.Build(
        """
        type Query { me: User a: Int b(x: [Int] y: Deep id: ID f: Float i: Int): Int }
        type Subscription { a: Int b: Int }
        type User { id: ID name: String best: User friends: [User] }
        input Deep { a: Deep x: Int }
        directive @many(x: Int) repeatable on FIELD
        """);

    private static readonly Dictionary<string, (string Text, string Code)> Inputs = new()
    {
        ["ten thousand times the same field"] = ($"{{ {Repeat("a ", 10_000)} }}", ErrorCodes.MaxFields),
        ["two thousand times the same field"] = ($"{{ {Repeat("a ", 2_000)} }}", ErrorCodes.MaxMergeComparisons),
        ["ten thousand aliases"] = ($"{{ {Each(10_000, i => $"a{i}: a ")} }}", ErrorCodes.MaxFields),
        ["sixty aliases of one field"] = ($"{{ me {{ {Each(60, i => $"a{i}: id ")} }} }}", ErrorCodes.MaxAliases),
        ["thirty root fields"] = ($"{{ {Each(15, i => $"a{i}: a b{i}: b ")} }}", ErrorCodes.MaxRootFields),
        ["inline fragments, 200 times 100 fields"] = ($"{{ me {{ {Repeat($"... {{ {Each(100, i => $"a{i}: id ")} }} ", 200)} }} }}", ErrorCodes.MaxFields),
        ["inline fragments, 100 times 10 fields"] = ($"{{ me {{ {Repeat($"... {{ {Each(10, i => $"a{i}: id ")} }} ", 100)} }} }}", ErrorCodes.MaxMergeComparisons),
        ["inline fragments in inline fragments"] = ($"{{ me {{ {Repeat("... { id ", 100)} {Repeat("} ", 100)} }} }}", Valid),
        ["the same field in itself, twice a level"] = ($"{{ {Twice("me", "best", 8)} }}", ErrorCodes.MaxMergeComparisons),
        ["fragments that spread the next one twice"] = (
            $"{{ me {{ ...F0 }} }} {Each(20, i => $"fragment F{i} on User {{ ...F{i + 1} ...F{i + 1} }} ")} fragment F20 on User {{ id }}", ErrorCodes.MaxFragmentVisits),
        ["fragments that spread the next one into two fields"] = (
            $"{{ me {{ ...F0 }} }} {Each(20, i => $"fragment F{i} on User {{ best {{ ...F{i + 1} }} friends {{ ...F{i + 1} }} }} ")} fragment F20 on User {{ id }}", ErrorCodes.MaxExecutionDepth),
        ["three hundred fragments side by side"] = (
            $"{{ me {{ {Each(300, i => $"...F{i} ")} }} }} {Each(300, i => $"fragment F{i} on User {{ id }} ")}", ErrorCodes.MaxMergeComparisons),
        ["a chain of a thousand fragments"] = (
            $"{{ me {{ ...F0 }} }} {Each(1_000, i => $"fragment F{i} on User {{ ...F{i + 1} }} ")} fragment F1000 on User {{ id }}", ErrorCodes.MaxFragmentVisits),
        ["a hundred operations that share a chain of fragments"] = (
            $"{Each(100, i => $"query Q{i} {{ me {{ ...F0 }} }} ")} {Each(800, i => $"fragment F{i} on User {{ ...F{i + 1} }} ")} fragment F800 on User {{ id }}", Valid),
        ["a fragment in itself"] = ("{ me { ...F } } fragment F on User { ...F best { ...F } }", ErrorCodes.ValidationFailed),
        ["two fragments in each other"] = ("{ me { ...F } } fragment F on User { ...G } fragment G on User { best { ...F } }", ErrorCodes.ValidationFailed),
        ["ten thousand unknown directives"] = ($"{{ a {Repeat("@aa ", 10_000)} }}", ErrorCodes.MaxDirectives),
        ["ten thousand repeatable directives"] = ($"{{ a {Repeat("@many ", 10_000)} }}", ErrorCodes.MaxDirectives),
        ["selections five thousand deep"] = (Repeat("{ me ", 5_000), ErrorCodes.MaxRecursionDepth),
        ["selections fifty thousand deep"] = (Repeat("{me", 50_000), ErrorCodes.MaxRecursionDepth),
        ["selections a hundred deep"] = ($"{Repeat("{ me ", 1)}{Repeat("{ best ", 100)}{{ id }}{Repeat("}", 101)}", ErrorCodes.MaxCoordinateCycles),
        ["a field in itself ten times"] = ($"{{ me {Repeat("{ best ", 10)}{{ id }}{Repeat("}", 10)} }}", ErrorCodes.MaxCoordinateCycles),
        ["lists five thousand deep"] = ($"{{ b(x: {Repeat("[", 5_000)}", ErrorCodes.MaxRecursionDepth),
        ["objects five thousand deep"] = ($"{{ b(y: {Repeat("{a:", 5_000)}", ErrorCodes.MaxRecursionDepth),
        ["types five thousand deep"] = ($"query ($a: {Repeat("[", 5_000)}", ErrorCodes.MaxRecursionDepth),
        ["a string of a megabyte without an end"] = ($"{{ b(id: \"{new string('x', 1_000_000)}", ErrorCodes.SyntaxError),
        ["a comment of a megabyte"] = ($"#{new string('x', 1_000_000)}", ErrorCodes.SyntaxError),
        ["a million commas"] = (new string(',', 1_000_000), ErrorCodes.SyntaxError),
        ["a million line ends"] = (new string('\n', 1_000_000) + "?", ErrorCodes.SyntaxError),
        ["a block string of indents"] = ($"{{ b(id: \"\"\"{Repeat("  \n", 80_000)}\"\"\") }}", Valid),
        ["a block string without an end"] = ($"{{ b(id: \"\"\"{Repeat(" \n", 100_000)}", ErrorCodes.SyntaxError),
        ["two thousand undefined variables"] = ($"{{ b(x: [{Each(2_000, i => $"$v{i} ")}]) }}", ErrorCodes.ValidationFailed),
        ["a thousand unused variables"] = ($"query ({Each(1_000, i => $"$v{i}: Int ")}) {{ a }}", ErrorCodes.ValidationFailed),
        ["a thousand unused fragments"] = ($"{{ a }} {Each(1_000, i => $"fragment F{i} on Query {{ a }} ")}", ErrorCodes.ValidationFailed),
        ["fifteen hundred operations"] = (Each(1_500, i => $"query Q{i} {{ a }} "), Valid),
        ["two thousand arguments of one name"] = ($"{{ b({Repeat("i: 1 ", 2_000)}) }}", ErrorCodes.ValidationFailed),
        ["two thousand fields of one name in an object"] = ($"{{ b(y: {{ {Repeat("x: 1 ", 2_000)} }}) }}", ErrorCodes.ValidationFailed),
        ["ofType a hundred times"] = ($"{{ __type(name: \"User\") {{ {Repeat("ofType { ", 100)} name {Repeat("} ", 100)} }} }}", ErrorCodes.MaxIntrospectionDepth),
        ["introspection in circles"] = ($"{{ __schema {{ types {{ {Repeat("fields { type { ", 6)} name {Repeat("} } ", 6)} }} }} }}", ErrorCodes.MaxIntrospectionDepth),
        ["an integer of twenty digits"] = ("{ b(i: 99999999999999999999) }", ErrorCodes.ValidationFailed),
        ["a number that is infinite"] = ("{ b(f: 1e999) }", ErrorCodes.ValidationFailed),
        ["a number that starts with zero"] = ("{ b(i: 01) }", ErrorCodes.SyntaxError),
        ["a number that ends in a letter"] = ("{ b(i: 1a) }", ErrorCodes.SyntaxError),
        ["a number that ends in a point"] = ("{ b(f: 1.) }", ErrorCodes.SyntaxError),
        ["a sign without a number"] = ("{ b(i: -) }", ErrorCodes.SyntaxError),
        ["half a character"] = ("{ b(id: \"\ud83d\") }", ErrorCodes.SyntaxError),
        ["an escape beyond Unicode"] = ("{ b(id: \"\\u{110000}\") }", ErrorCodes.SyntaxError),
        ["an escape of half a character"] = ("{ b(id: \"\\uD800\") }", ErrorCodes.SyntaxError),
        ["a null character"] = ("{ a\0 }", ErrorCodes.SyntaxError),
        ["a byte order mark in the middle"] = ("{ \ufeffa }", Valid),
        ["a condition by an undefined variable"] = ("{ a @skip(if: $undefined) }", ErrorCodes.ValidationFailed),
        ["a condition that is null"] = ("{ a @include(if: null) }", ErrorCodes.ValidationFailed),
        ["both conditions on one field"] = ("{ a @skip(if: true) @include(if: true) }", Valid),
        ["a subscription of two fields through a fragment"] = ("subscription { ...F } fragment F on Subscription { a b }", ErrorCodes.ValidationFailed),
        ["a subscription of a type name"] = ("subscription { __typename }", ErrorCodes.ValidationFailed),
        ["a subscription that may be skipped"] = ("subscription { a @skip(if: true) }", ErrorCodes.ValidationFailed),
        ["names that JavaScript knows"] = ("{ __proto__ constructor b(__proto__: 1) ...toString }", ErrorCodes.ValidationFailed),
    };

    public static TheoryData<string> Names => [.. Inputs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Answers_with_little_work(string name)
    {
        var (text, code) = Inputs[name];

        var (answered, allocated) = await Task.Run(() => Answer(text), TestContext.Current.CancellationToken)
            .WaitAsync(TestLimits.Default, TestContext.Current.CancellationToken);

        Assert.Equal(code, answered);
        Assert.True(allocated < MaxAllocatedBytes, $"{allocated:N0} bytes were allocated.");
    }

    [Theory]
    [InlineData("{ me ", "{ best ", "{ id }", "}", "}")]
    [InlineData("{ b(x: ", "[", "1", "]", ") }")]
    [InlineData("{ b(y: ", "{ a: ", "1", "}", ") }")]
    [InlineData("query ($v: ", "[", "Int", "]", ") { b(x: $v) }")]
    public void Ends_well_where_a_document_is_deeper_than_the_stack(string head, string open, string middle, string close, string tail)
    {
        const int Depth = 20_000;
        var text = $"{head}{Repeat(open, Depth)}{middle}{Repeat(close, Depth)}{tail}";
        var options = Validations.UnlimitedParser();
        options.MaxRecursionDepth = int.MaxValue;
        DocumentNode? document = null;
        IReadOnlyList<IError> errors = [];

        RunWithStack(512 * 1024 * 1024, () => document = GraphQLParser.Parse(text, options));
        RunWithStack(512 * 1024, () => errors = DocumentValidator.Validate(Schema, document!, Validations.Unlimited())); // set by the line before

        Assert.Contains(errors, error => error.Code == ErrorCodes.MaxRecursionDepth);
    }

    private static void RunWithStack(int bytes, ThreadStart work)
    {
        var thread = new Thread(work, bytes);
        thread.Start();
        Assert.True(thread.Join(TestLimits.Default));
    }

    private static (string Code, long Allocated) Answer(string text)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        string code;
        try
        {
            var document = GraphQLParser.Parse(text, new ParserOptions());
            var errors = DocumentValidator.Validate(Schema, document, Validations.Options());
            Assert.True(errors.Count <= new ValidationOptions().MaxErrors);
            code = errors.Count == 0 ? Valid : errors[0].Code ?? "none";
        }
        catch (GraphQLSyntaxException error)
        {
            code = error.Code;
        }

        return (code, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Each(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));

    private static string Twice(string field, string next, int levels) =>
        levels == 0 ? $"{field} {{ id }} " : Repeat($"{field} {{ {Twice(next, next, levels - 1)}}} ", 2);
}
