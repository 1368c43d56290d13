using Notify.GraphQL.Language;

namespace Notify.GraphQL.Tests.Language;

public sealed class ParserLimitTests
{
    [Theory]
    [InlineData("{ a(x: [[[1]]]) }", 4)]
    [InlineData("{ a(x: {b: {c: {d: 1}}}) }", 4)]
    [InlineData("{ a { b { c { d } } } }", 4)]
    [InlineData("{ a { ... { ... on T { d } } } }", 4)]
    [InlineData("query ($a: [[[[Int]]]]) { a }", 4)]
    public void Counts_how_deep_selections_values_and_types_nest(string text, int depth)
    {
        Assert.NotEmpty(GraphQLParser.Parse(text, new ParserOptions { MaxRecursionDepth = depth }).Definitions);
        Assert.Equal(ErrorCodes.MaxRecursionDepth, CodeOf(text, new ParserOptions { MaxRecursionDepth = depth - 1 }));
    }

    [Theory]
    [InlineData("{", "a{")]
    [InlineData("{ a(x: ", "[")]
    [InlineData("{ a(x: ", "{a:")]
    [InlineData("query Q($a: ", "[")]
    public void Survives_any_depth_even_without_a_limit(string start, string nesting)
    {
        var text = start + string.Concat(Enumerable.Repeat(nesting, 200_000));
        var unlimited = new ParserOptions
        {
            MaxRecursionDepth = int.MaxValue,
            MaxTokens = int.MaxValue,
            MaxNodes = int.MaxValue,
            MaxFields = int.MaxValue,
        };

        Assert.Equal(ErrorCodes.MaxRecursionDepth, CodeOf(text, unlimited));
        Assert.Equal(ErrorCodes.MaxRecursionDepth, CodeOf(text, new ParserOptions()));
    }

    [Fact]
    public void Counts_tokens()
    {
        Assert.NotEmpty(GraphQLParser.Parse("{ a(x: 1) }", new ParserOptions { MaxTokens = 8 }).Definitions);
        Assert.Equal(ErrorCodes.MaxTokens, CodeOf("{ a(x: 1) }", new ParserOptions { MaxTokens = 7 }));
    }

    [Fact]
    public void Counts_nodes()
    {
        // document, operation, selection set, field, its name
        Assert.NotEmpty(GraphQLParser.Parse("{ a }", new ParserOptions { MaxNodes = 5 }).Definitions);
        Assert.Equal(ErrorCodes.MaxNodes, CodeOf("{ a }", new ParserOptions { MaxNodes = 4 }));
    }

    [Fact]
    public void Counts_fields_of_the_whole_document()
    {
        const string Text = "{ a ...F } fragment F on T { b { c } }";

        Assert.NotEmpty(GraphQLParser.Parse(Text, new ParserOptions { MaxFields = 3 }).Definitions);
        Assert.Equal(ErrorCodes.MaxFields, CodeOf(Text, new ParserOptions { MaxFields = 2 }));
    }

    [Theory]
    [InlineData("query @a @b { a }")]
    [InlineData("{ a @a @b }")]
    [InlineData("{ ... @a @b { a } }")]
    [InlineData("{ ...F @a @b }")]
    [InlineData("query ($x: Int @a @b) { a }")]
    [InlineData("fragment F on T @a @b { a }")]
    public void Counts_the_directives_of_each_place(string text)
    {
        Assert.NotEmpty(GraphQLParser.Parse(text, new ParserOptions { MaxDirectivesPerLocation = 2 }).Definitions);
        Assert.Equal(ErrorCodes.MaxDirectives, CodeOf(text, new ParserOptions { MaxDirectivesPerLocation = 1 }));
    }

    private static string CodeOf(string text, ParserOptions options) =>
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.Parse(text, options)).Code;
}
