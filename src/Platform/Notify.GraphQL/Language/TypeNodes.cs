namespace Notify.GraphQL.Language;

/// <summary>A reference to a type, as a variable or a definition writes it.</summary>
internal abstract class TypeNode : SyntaxNode;

internal sealed class NamedTypeNode : TypeNode
{
    public required string Name { get; init; }
}

internal sealed class ListTypeNode : TypeNode
{
    public required TypeNode OfType { get; init; }
}

internal sealed class NonNullTypeNode : TypeNode
{
    /// <summary>Gets the named or list type that may not be null.</summary>
    public required TypeNode OfType { get; init; }
}
