using System.Collections.Concurrent;
using System.Collections.Frozen;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.TypeSystem;

/// <summary>All types of a server. Immutable once built; checked when the server starts.</summary>
internal sealed class Schema
{
    private readonly FrozenDictionary<string, NamedType> types;
    private readonly FrozenDictionary<string, DirectiveDefinition> directives;
    private readonly FrozenDictionary<NamedType, FrozenSet<ObjectType>> possibleTypes;
    private readonly ConcurrentDictionary<Type, ObjectType?> byRuntimeType = new();
    private readonly ObjectType[] objects;

    /// <summary>Builds the schema from every named type (introspection's and the built-in scalars included) and every directive.</summary>
    /// <exception cref="ArgumentException">Two types or directives share a name.</exception>
    public Schema(
        ObjectType query, ObjectType? mutation, ObjectType? subscription,
        IReadOnlyCollection<NamedType> types, IReadOnlyCollection<DirectiveDefinition> directives, string? description = null)
    {
        Query = query;
        Mutation = mutation;
        Subscription = subscription;
        Description = description;
        Types = types;
        Directives = directives;
        this.types = types.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
        this.directives = directives.ToFrozenDictionary(directive => directive.Name, StringComparer.Ordinal);
        objects = [.. types.OfType<ObjectType>()];
        possibleTypes = types.Where(type => type is InterfaceType or UnionType).ToFrozenDictionary(
            type => type,
            type => (type is UnionType union ? union.Members : objects.Where(candidate => candidate.Interfaces.Contains(type))).ToFrozenSet());
    }

    public string? Description { get; }

    public ObjectType Query { get; }

    public ObjectType? Mutation { get; }

    public ObjectType? Subscription { get; }

    public IReadOnlyCollection<NamedType> Types { get; }

    public IReadOnlyCollection<DirectiveDefinition> Directives { get; }

    public NamedType? FindType(string name) => types.GetValueOrDefault(name);

    public DirectiveDefinition? FindDirective(string name) => directives.GetValueOrDefault(name);

    /// <summary>Finds a field that a selection on <paramref name="parent"/> may name, meta-fields included; null when there is none.</summary>
    public FieldDefinition? FindField(NamedType parent, string name)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            if (name == IntrospectionTypes.TypeNameField.Name && parent is ComplexType or UnionType)
            {
                return IntrospectionTypes.TypeNameField;
            }

            if (ReferenceEquals(parent, Query) && name == IntrospectionTypes.SchemaField.Name)
            {
                return IntrospectionTypes.SchemaField;
            }

            if (ReferenceEquals(parent, Query) && name == IntrospectionTypes.TypeField.Name)
            {
                return IntrospectionTypes.TypeField;
            }
        }

        return (parent as ComplexType)?.FindField(name);
    }

    /// <summary>Lists the object types that a value of <paramref name="type"/> may have: the type itself when it is an object.</summary>
    public IReadOnlySet<ObjectType> PossibleTypes(NamedType type) =>
        type is ObjectType single ? FrozenSet.Create(single)
        : possibleTypes.TryGetValue(type, out var found) ? found
        : FrozenSet<ObjectType>.Empty;

    public bool IsPossibleType(NamedType @abstract, ObjectType candidate) =>
        ReferenceEquals(@abstract, candidate) || (possibleTypes.TryGetValue(@abstract, out var found) && found.Contains(candidate));

    /// <summary>Finds the object type of a resolver's value; null when no possible type takes it.</summary>
    public ObjectType? ResolveType(NamedType @abstract, object value)
    {
        if (@abstract is ObjectType single)
        {
            return single;
        }

        foreach (var candidate in PossibleTypes(@abstract))
        {
            if (candidate.IsTypeOf is { } isTypeOf && isTypeOf(value))
            {
                return candidate;
            }
        }

        var found = byRuntimeType.GetOrAdd(value.GetType(), static (type, objects) => FindByRuntimeType(objects, type), objects);
        return found is not null && IsPossibleType(@abstract, found) ? found : null;
    }

    private static ObjectType? FindByRuntimeType(ObjectType[] objects, Type type)
    {
        for (var current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            if (Array.Find(objects, candidate => candidate.RuntimeType == current && candidate.IsTypeOf is null) is { } found)
            {
                return found;
            }
        }

        return Array.Find(objects, candidate => candidate.RuntimeType is { IsInterface: true } face && face.IsAssignableFrom(type));
    }
}
