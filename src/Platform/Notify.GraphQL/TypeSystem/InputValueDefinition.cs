using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>An argument, or a field of an input object.</summary>
internal sealed class InputValueDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public required GraphQLType Type { get; init; }

    /// <summary>Gets the default as a literal; null when there is none (a default of null is a <see cref="NullValueNode"/>).</summary>
    public ValueNode? DefaultValue { get; init; }

    /// <summary>
    /// Gets how a coerced value becomes the .NET value that the resolver's parameter or the input class's property takes; null to
    /// pass it as it is. Coerced values are: a scalar's or enum's runtime value, <c>object?[]</c> for lists,
    /// <see cref="InputObjectValue"/> for input objects, null. What lies inside lists and objects is coerced but not converted:
    /// the conversion of the whole reaches into it.
    /// </summary>
    public Func<object?, object?>? Convert { get; init; }

    public bool IsRequired => Type is NonNullType && DefaultValue is null;
}

/// <summary>A coerced input object: one slot for each field of its type, in order; a slot that was neither given nor defaulted holds <see cref="Missing"/>.</summary>
internal sealed record InputObjectValue(InputObjectType Type, object?[] Values)
{
    /// <summary>Stands for a value that was not given, where null would mean "given as null".</summary>
    public static readonly object Missing = new();
}
