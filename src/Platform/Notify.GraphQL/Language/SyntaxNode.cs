namespace Notify.GraphQL.Language;

/// <summary>A piece of a parsed GraphQL text. Nodes never change once parsed, so a document may be shared by all requests.</summary>
internal abstract class SyntaxNode
{
    /// <summary>Gets where the node starts, as an offset in UTF-16 units into <see cref="DocumentNode.Source"/>.</summary>
    public required int Start { get; init; }
}

/// <summary>A whole text: operations and fragments, or (for tests and the SDL) type definitions.</summary>
internal sealed class DocumentNode : SyntaxNode
{
    public required string Source { get; init; }

    public required DefinitionNode[] Definitions { get; init; }

    /// <summary>Turns an offset into the 1-based line and column that errors show. CR, LF and CRLF each end one line.</summary>
    public SourceLocation LocationOf(int offset) => SourceLocation.FromOffset(Source, offset);
}

internal abstract class DefinitionNode : SyntaxNode;

internal sealed class NameNode : SyntaxNode
{
    public required string Value { get; init; }
}

internal enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

internal sealed class OperationDefinitionNode : DefinitionNode
{
    public required OperationKind Kind { get; init; }

    /// <summary>Gets the name; null when the operation is anonymous.</summary>
    public NameNode? Name { get; init; }

    public VariableDefinitionNode[] Variables { get; init; } = [];

    public DirectiveNode[] Directives { get; init; } = [];

    public required SelectionSetNode SelectionSet { get; init; }
}

internal sealed class FragmentDefinitionNode : DefinitionNode
{
    public required NameNode Name { get; init; }

    public required NamedTypeNode TypeCondition { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];

    public required SelectionSetNode SelectionSet { get; init; }
}

internal sealed class VariableDefinitionNode : SyntaxNode
{
    public required VariableNode Variable { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class DirectiveNode : SyntaxNode
{
    public required NameNode Name { get; init; }

    public ArgumentNode[] Arguments { get; init; } = [];
}

internal sealed class ArgumentNode : SyntaxNode
{
    public required NameNode Name { get; init; }

    public required ValueNode Value { get; init; }
}
