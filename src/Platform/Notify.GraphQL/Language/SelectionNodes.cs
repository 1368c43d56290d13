namespace Notify.GraphQL.Language;

internal sealed class SelectionSetNode : SyntaxNode
{
    public required SelectionNode[] Selections { get; init; }
}

internal abstract class SelectionNode : SyntaxNode
{
    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class FieldNode : SelectionNode
{
    public NameNode? Alias { get; init; }

    public required NameNode Name { get; init; }

    public ArgumentNode[] Arguments { get; init; } = [];

    /// <summary>Gets the sub-selection; null on a leaf.</summary>
    public SelectionSetNode? SelectionSet { get; init; }

    /// <summary>Gets the key under which the field stands in the response: the alias, or else the name.</summary>
    public string ResponseName => (Alias ?? Name).Value;
}

internal sealed class FragmentSpreadNode : SelectionNode
{
    public required NameNode Name { get; init; }
}

internal sealed class InlineFragmentNode : SelectionNode
{
    public NamedTypeNode? TypeCondition { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}
