namespace Notify.GraphQL.Language;

internal abstract class ValueNode : SyntaxNode;

internal sealed class VariableNode : ValueNode
{
    public required NameNode Name { get; init; }
}

/// <summary>An integer literal, kept as written so that no precision is lost before its type is known.</summary>
internal sealed class IntValueNode : ValueNode
{
    public required string Value { get; init; }
}

/// <summary>A literal with a fraction or an exponent, kept as written.</summary>
internal sealed class FloatValueNode : ValueNode
{
    public required string Value { get; init; }
}

/// <summary>A string literal with its escapes resolved; a block string with its common indent removed.</summary>
internal sealed class StringValueNode : ValueNode
{
    public required string Value { get; init; }

    public bool IsBlock { get; init; }
}

internal sealed class BooleanValueNode : ValueNode
{
    public required bool Value { get; init; }
}

internal sealed class NullValueNode : ValueNode;

internal sealed class EnumValueNode : ValueNode
{
    public required string Value { get; init; }
}

internal sealed class ListValueNode : ValueNode
{
    public required ValueNode[] Items { get; init; }
}

internal sealed class ObjectValueNode : ValueNode
{
    public required ObjectFieldNode[] Fields { get; init; }
}

internal sealed class ObjectFieldNode : SyntaxNode
{
    public required NameNode Name { get; init; }

    public required ValueNode Value { get; init; }
}
