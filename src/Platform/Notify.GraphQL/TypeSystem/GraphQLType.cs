namespace Notify.GraphQL.TypeSystem;

/// <summary>A type of the schema, or a list or non-null wrapper around one. Wrappers are interned, so types compare by reference.</summary>
internal abstract class GraphQLType
{
    private ListType? list;
    private NonNullType? nonNull;

    /// <summary>Gets the list of this type; always the same object, so that types can be compared by reference.</summary>
    public ListType AsList => list ??= Interlocked.CompareExchange(ref list, new ListType(this), null) ?? list;

    /// <summary>Gets this type without null; the type itself when it already is non-null. Always the same object.</summary>
    public GraphQLType AsNonNull =>
        this is NonNullType ? this : nonNull ??= Interlocked.CompareExchange(ref nonNull, new NonNullType(this), null) ?? nonNull;

    /// <summary>Gets the type without an outer non-null wrapper.</summary>
    public GraphQLType Nullable => this is NonNullType wrapper ? wrapper.OfType : this;

    /// <summary>Gets the named type inside all wrappers.</summary>
    public NamedType Named => this switch
    {
        NamedType named => named,
        ListType listType => listType.OfType.Named,
        NonNullType wrapper => wrapper.OfType.Named,
        _ => throw new InvalidOperationException($"'{this}' wraps nothing."),
    };

    public bool IsInputType => Named is ScalarType or EnumType or InputObjectType;

    public bool IsOutputType => Named is not InputObjectType;
}

internal sealed class ListType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } = ofType;

    public override string ToString() => $"[{OfType}]";
}

internal sealed class NonNullType(GraphQLType ofType) : GraphQLType
{
    public GraphQLType OfType { get; } = ofType;

    public override string ToString() => $"{OfType}!";
}

internal abstract class NamedType : GraphQLType
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Gets whether the type is one of introspection or a built-in scalar, which the SDL leaves out.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Gets the .NET type whose values this type shows or reads; null when values are recognised another way.</summary>
    public Type? RuntimeType { get; init; }

    public override string ToString() => Name;
}
