using Notify.GraphQL.Types;

namespace Notify.GraphQL.Building;

/// <summary>Where a field is being built.</summary>
/// <param name="TypeName">The type that gets the field.</param>
/// <param name="Source">The .NET type of the parent's value; null for root types and types known by name only.</param>
/// <param name="Class">The class whose member it is: the source's own, or an extension.</param>
internal sealed record FieldScope(string TypeName, Type? Source, Type Class)
{
    /// <summary>Gets the operation whose root gets the field; null for other types.</summary>
    public OperationType? Root { get; init; }

    /// <summary>Gets whether the field only promises: an interface's, without resolver.</summary>
    public bool IsAbstract { get; init; }

    /// <summary>Gets whether members are called on the parent's value itself.</summary>
    public bool IsOwn => Source == Class;
}
