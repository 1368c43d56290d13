using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>What a member comes to before rules and words are added.</summary>
internal sealed record FieldParts(GraphQLType Type, NamedType? Answer)
{
    public IReadOnlyList<InputValueDefinition> Arguments { get; init; } = [];

    public Func<object, object?>? Getter { get; init; }

    public LeafWriter? WriteLeaf { get; init; }

    public FieldResolver? Resolver { get; init; }

    public SubscribeResolver? Subscribe { get; init; }

    public ListSize? ListSize { get; init; }

    /// <summary>Turns a pure field into one with a resolver, so that something can be put around it.</summary>
    public FieldParts AsResolver() => Getter is not { } getter ? this : this with
    {
        Getter = null,
        WriteLeaf = null,
        Resolver = context => new ValueTask<object?>(getter(context.Source!)), // a static member does not look at it
    };
}
