using Notify.GraphQL.Execution;

namespace Notify.GraphQL.TypeSystem;

/// <summary>A field of an object or interface: what the schema shows, and how its value is found.</summary>
internal sealed class FieldDefinition
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? DeprecationReason { get; init; }

    public required GraphQLType Type { get; init; }

    public IReadOnlyList<InputValueDefinition> Arguments { get; init; } = [];

    /// <summary>Gets or sets the type that declares the field; set by <see cref="ComplexType.Fields"/>.</summary>
    public ComplexType? DeclaringType { get; set; }

    /// <summary>
    /// Gets the pure way to the value: a property read that takes no arguments, never waits and has no effect. Such fields cost
    /// nothing but the read, and are evaluated while the response is written. Null when <see cref="Resolver"/> is set.
    /// </summary>
    public Func<object, object?>? Getter { get; init; }

    /// <summary>Gets a faster twin of <see cref="Getter"/> for leaves, which writes the value without boxing it; null when there is none.</summary>
    public LeafWriter? WriteLeaf { get; init; }

    /// <summary>Gets the resolver, with its middleware (paging, mutation convention) around it. Null on pure and interface fields.</summary>
    public FieldResolver? Resolver { get; init; }

    /// <summary>Gets how a subscription's root field opens its event stream; null elsewhere.</summary>
    public SubscribeResolver? Subscribe { get; init; }

    /// <summary>Gets the rules checked before the resolver runs; the declaring type's rules are copied in for root types.</summary>
    public IReadOnlyList<AuthorizationRule> Authorization { get; init; } = [];

    /// <summary>Gets the weight given by <c>[Cost]</c>; null for the default.</summary>
    public double? Cost { get; init; }

    public ListSize? ListSize { get; init; }

    /// <summary>Gets <c>Type.field</c>, the schema coordinate.</summary>
    public string Coordinate => $"{DeclaringType?.Name}.{Name}";

    public InputValueDefinition? FindArgument(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name)
            {
                return argument;
            }
        }

        return null;
    }
}

/// <summary>How large a list is assumed to be (<c>@listSize</c> of the cost specification).</summary>
internal sealed record ListSize
{
    public int? AssumedSize { get; init; }

    public IReadOnlyList<string> SlicingArguments { get; init; } = [];

    public int? SlicingArgumentDefaultValue { get; init; }

    public IReadOnlyList<string> SizedFields { get; init; } = [];

    public bool RequireOneSlicingArgument { get; init; } = true;
}

/// <summary>One <c>[Authorize]</c>: signed in, and all of the policy and one of the roles, where given.</summary>
internal sealed record AuthorizationRule(string? Policy, IReadOnlyList<string> Roles);

/// <summary>Finds a field's value. Completes at once wherever it can.</summary>
internal delegate ValueTask<object?> FieldResolver(ResolverContext context);

/// <summary>Opens the event stream of a subscription's root field; each event becomes <see cref="ResolverContext.EventMessage"/>.</summary>
internal delegate ValueTask<EventStream> SubscribeResolver(ResolverContext context);

/// <summary>Writes a leaf's JSON; answers false, having written nothing, when the value is null.</summary>
internal delegate bool LeafWriter(object source, ResponseBuffer buffer);
