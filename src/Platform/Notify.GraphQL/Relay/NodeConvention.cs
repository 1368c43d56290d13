using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Types.Relay;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Finds a node of one type by its id.</summary>
internal delegate ValueTask<object?> NodeFetcher(ResolverContext context, object id);

/// <summary>Global object identification: the interface <c>Node</c>, and <c>node(id:)</c> and <c>nodes(ids:)</c> on the query type.</summary>
internal sealed class NodeConvention(BuildContext context)
{
    private readonly Dictionary<string, NodeType> nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, PropertyInfo> idProperties = [];
    private InterfaceType? face;

    /// <summary>Makes the type a node if its class, or a resolver, says so.</summary>
    public void Consider(Type type, ObjectType shown)
    {
        if (!context.Ids.AreGlobal)
        {
            return;
        }

        var attribute = type.GetCustomAttribute<NodeAttribute>();
        var resolver = NodeResolverFinder.Find(type, attribute, context.Classes, context);
        if (attribute is null && resolver is null)
        {
            return;
        }

        var idName = attribute?.IdField ?? "Id";
        var property = type.GetProperty(idName, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (property is null || !NodeIds.Reads(property.PropertyType))
        {
            context.Problem($"{Naming.Readable(type)}: a node needs a property '{idName}' of the type string, Guid, int or long. Add it, or name another with [Node(IdField = …)].");
            return;
        }

        if (resolver is null)
        {
            context.Problem($"{Naming.Readable(type)}: a node needs a static method that finds it by its id. Add Get{type.Name}Async(id, …) to the class or its [ObjectType<{type.Name}>], or mark a method with [NodeResolver].");
            return;
        }

        shown.Interfaces = [.. shown.Interfaces, Face()];
        idProperties[type] = property;
        if (Compile(resolver, type) is { } fetch)
        {
            nodes[shown.Name] = new NodeType(shown, property.PropertyType, fetch);
        }
    }

    public bool IsNodeId(PropertyInfo property, FieldScope scope) =>
        scope.Source is { } source && idProperties.TryGetValue(source, out var id) && id.Name == property.Name;

    /// <summary>Makes <c>node</c> and <c>nodes</c>; nothing when global identification is off.</summary>
    public IEnumerable<FieldDefinition> RootFields()
    {
        if (!context.Ids.AreGlobal)
        {
            yield break;
        }

        var lookup = new NodeLookup(nodes, context.Ids, context.Configuration.Nodes?.MaxBatchSize ?? 0);
        yield return new FieldDefinition
        {
            Name = "node",
            Description = "Finds an object by its global id.",
            Type = Face(),
            Arguments = [new() { Name = "id", Description = "The object's global id.", Type = BuiltInScalars.Id.AsNonNull }],
            Resolver = lookup.FindAsync,
        };
        yield return new FieldDefinition
        {
            Name = "nodes",
            Description = "Finds objects by their global ids, in the order of the ids.",
            Type = Face().AsList.AsNonNull,
            Arguments = [new() { Name = "ids", Description = "The objects' global ids.", Type = BuiltInScalars.Id.AsNonNull.AsList.AsNonNull }],
            Resolver = lookup.FindAllAsync,
            ListSize = new ListSize { AssumedSize = context.Configuration.Nodes?.MaxBatchSize, RequireOneSlicingArgument = false },
        };
    }

    private InterfaceType Face() => face ??= context.Outputs.AddInterface(
        new InterfaceType { Name = "Node", Description = "An object with a global id." },
        "global object identification",
        () => [new FieldDefinition { Name = "id", Description = "The object's global id.", Type = BuiltInScalars.Id.AsNonNull }]);

    private NodeFetcher? Compile(MethodInfo method, Type type)
    {
        var bound = context.Methods.Bind(method, new FieldScope(Naming.OfType(type), null, method.DeclaringType ?? type), isNodeResolver: true);
        if (bound.Arguments.Count > 0)
        {
            context.Problem($"{Naming.Readable(method)}: a node resolver takes the id and nothing else from the client, but '{bound.Arguments[0].Name}' would be an argument. Register its service or take it away.");
            return null;
        }

        var call = Expression.Parameter(typeof(ResolverContext), "context");
        var id = Expression.Parameter(typeof(object), "id");
        var frame = new BindingFrame(call, index => BoundMethod.OwnArgument(call, index)) { NodeId = id };
        return context.WhenSound(() => Expression.Lambda<NodeFetcher>(ResolverExpressions.Answer(bound.Call(frame)), call, id).Compile());
    }
}

/// <summary>A type whose objects are found by a global id.</summary>
internal sealed record NodeType(ObjectType Type, Type IdType, NodeFetcher Fetch);
