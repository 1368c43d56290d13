using System.Collections.Concurrent;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>
/// The selections of one composite value. An object type's is compiled with the operation; an interface's or union's per
/// object type that turns up, since compiling all would multiply with every level.
/// </summary>
internal sealed class CompositePlan(NamedType type, FieldNode[] nodes, Func<ObjectType, FieldNode[], SelectionPlan> compile)
{
    private readonly ConcurrentDictionary<ObjectType, SelectionPlan> plans = new();
    private SelectionPlan? single;

    public NamedType Type { get; } = type;

    /// <summary>Gets the plan of a type that is an object type; null on interfaces and unions.</summary>
    public SelectionPlan? Single => Type is ObjectType only ? single ??= compile(only, nodes) : null;

    public SelectionPlan For(ObjectType concrete) =>
        ReferenceEquals(concrete, Type) ? Single! // the type is an object type, so it has its plan
        : plans.GetOrAdd(concrete, static (key, args) => args.compile(key, args.nodes), (compile, nodes));

    public bool IsSelected(string fieldName) =>
        Single is { } plan
            ? Array.Exists(plan.Fields, field => field.Definition.Name == fieldName)
            : Array.Exists(nodes, node => node.SelectionSet is { } set && Mentions(set, fieldName));

    private static bool Mentions(SelectionSetNode set, string fieldName) =>
        Array.Exists(set.Selections, selection => selection is FieldNode field && field.Name.Value == fieldName);
}
