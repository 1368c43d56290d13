namespace Notify.GraphQL.Language;

/// <summary>A text is not GraphQL, or goes beyond a limit of the parser.</summary>
/// <param name="message">What was found and what was expected.</param>
/// <param name="code">The stable code: <see cref="ErrorCodes.SyntaxError"/> or the limit's own.</param>
/// <param name="location">Where the text stops making sense.</param>
internal sealed class GraphQLSyntaxException(string message, string code, SourceLocation location) : Exception(message)
{
    public string Code { get; } = code;

    public SourceLocation Location { get; } = location;
}
