namespace Notify.GraphQL.Language;

/// <summary>Turns text into syntax trees. Whatever the text, the work is bounded by its length and by <see cref="ParserOptions"/>.</summary>
internal static class GraphQLParser
{
    private static readonly ParserOptions Default = new();

    /// <summary>Parses a document: operations and fragments; type definitions too, which validation refuses in requests.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is not GraphQL, or beyond a limit.</exception>
    public static DocumentNode Parse(string source, ParserOptions options) => new Parser(source, options).ParseDocument();

    /// <summary>Parses the definitions of a schema, as large as they may be.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is not GraphQL, or nests too deep.</exception>
    public static DocumentNode ParseSchema(string source) =>
        Parse(source, new ParserOptions { MaxTokens = int.MaxValue, MaxNodes = int.MaxValue, MaxFields = int.MaxValue });

    /// <summary>Parses one literal, without variables.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no literal, or beyond a limit.</exception>
    public static ValueNode ParseValue(string source)
    {
        var parser = new Parser(source, Default);
        var value = parser.ParseValue(isConstant: true);
        parser.ExpectEnd();
        return value;
    }

    /// <summary>Parses one type reference, such as <c>[ID!]!</c>.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is no type reference, or beyond a limit.</exception>
    public static TypeNode ParseType(string source)
    {
        var parser = new Parser(source, Default);
        var type = parser.ParseType();
        parser.ExpectEnd();
        return type;
    }
}
