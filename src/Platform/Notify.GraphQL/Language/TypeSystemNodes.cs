namespace Notify.GraphQL.Language;

/// <summary>A definition of the schema language. Requests may not hold one.</summary>
internal abstract class TypeSystemDefinitionNode : DefinitionNode
{
    public string? Description { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class SchemaDefinitionNode : TypeSystemDefinitionNode
{
    public required OperationTypeNode[] OperationTypes { get; init; }
}

internal sealed class OperationTypeNode : SyntaxNode
{
    public required OperationKind Kind { get; init; }

    public required NamedTypeNode Type { get; init; }
}

internal abstract class TypeDefinitionNode : TypeSystemDefinitionNode
{
    public required NameNode Name { get; init; }
}

internal sealed class ScalarDefinitionNode : TypeDefinitionNode;

/// <summary>An object type or, when <see cref="IsInterface"/>, an interface.</summary>
internal sealed class ComplexTypeDefinitionNode : TypeDefinitionNode
{
    public required bool IsInterface { get; init; }

    public NamedTypeNode[] Interfaces { get; init; } = [];

    public FieldDefinitionNode[] Fields { get; init; } = [];
}

internal sealed class FieldDefinitionNode : SyntaxNode
{
    public string? Description { get; init; }

    public required NameNode Name { get; init; }

    public InputValueDefinitionNode[] Arguments { get; init; } = [];

    public required TypeNode Type { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class InputValueDefinitionNode : SyntaxNode
{
    public string? Description { get; init; }

    public required NameNode Name { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class UnionDefinitionNode : TypeDefinitionNode
{
    public NamedTypeNode[] Members { get; init; } = [];
}

internal sealed class EnumDefinitionNode : TypeDefinitionNode
{
    public EnumValueDefinitionNode[] Values { get; init; } = [];
}

internal sealed class EnumValueDefinitionNode : SyntaxNode
{
    public string? Description { get; init; }

    public required NameNode Name { get; init; }

    public DirectiveNode[] Directives { get; init; } = [];
}

internal sealed class InputObjectDefinitionNode : TypeDefinitionNode
{
    public InputValueDefinitionNode[] Fields { get; init; } = [];
}

internal sealed class DirectiveDefinitionNode : TypeSystemDefinitionNode
{
    public required NameNode Name { get; init; }

    public InputValueDefinitionNode[] Arguments { get; init; } = [];

    public bool IsRepeatable { get; init; }

    public required NameNode[] Locations { get; init; }
}
