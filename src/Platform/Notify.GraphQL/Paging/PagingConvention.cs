using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Makes connection types, and resolvers that answer connections.</summary>
internal sealed class PagingConvention(BuildContext context)
{
    private readonly Dictionary<string, (ObjectType Type, Type Node, bool HasTotal)> connections = new(StringComparer.Ordinal);
    private ObjectType? pageInfo;

    /// <summary>Answers the shape of the nodes of what a member answers; null, having told the problem, when it is neither a connection nor a list.</summary>
    public ClrShape? NodesOf(MemberInfo member, ClrShape answer, UsePagingAttribute attribute)
    {
        var node = answer.Type is { IsGenericType: true } generic && generic.GetGenericTypeDefinition() == typeof(Connection<>)
            ? ClrShape.Of(generic.GetGenericArguments()[0])
            : answer.Item;
        if (node is null)
        {
            context.Problem($"{Naming.Readable(member)}: [UsePaging] needs a Connection<T> or a list, but the member answers {Naming.Readable(answer.Type)}.");
            return null;
        }

        return attribute.Type is { } given ? node.WithCore(given) : node;
    }

    public static bool IsConnection(ClrShape answer) => answer.Type.IsGenericType && answer.Type.GetGenericTypeDefinition() == typeof(Connection<>);

    /// <summary>Compiles a method that takes the paging arguments itself.</summary>
    public static FieldResolver Compile(BoundMethod bound, PagingPlan plan)
    {
        var call = Expression.Parameter(typeof(ResolverContext), "context");
        var paging = Expression.Variable(typeof(PagingArguments), "paging");
        var frame = new BindingFrame(call, index => BoundMethod.OwnArgument(call, index + plan.Arguments.Count), paging);
        var read = Expression.Assign(paging, Expression.Call(Expression.Constant(plan), nameof(PagingPlan.Read), null, call));
        var body = Expression.Block([paging], read, ResolverExpressions.Answer(bound.Call(frame)));
        return Expression.Lambda<FieldResolver>(body, call).Compile();
    }

    /// <summary>Pages what a resolver answers in memory.</summary>
    public static FieldResolver InMemory(FieldResolver list, PagingPlan plan, Type item)
    {
        var cut = MemoryPage.CutterFor(item);
        return async field =>
        {
            var paging = plan.Read(field);
            var answer = await list(field);
            return answer is null ? null : cut(answer, paging);
        };
    }

    public ObjectType Connection(string fieldName, ClrShape node, PagingPlan plan, UsePagingAttribute attribute, string where)
    {
        var prefix = attribute.ConnectionName ?? (attribute.InferConnectionNameFromField ? Naming.Pascal(fieldName) : Naming.OfType(node.Core));
        var name = $"{prefix}Connection";
        if (connections.TryGetValue(name, out var known))
        {
            if (known.Node != node.Type || known.HasTotal != plan.IncludeTotalCount)
            {
                context.Problem($"{where}: the connection '{name}' exists already with other nodes or another totalCount. Set ConnectionName on [UsePaging].");
            }

            return known.Type;
        }

        var nodeType = context.Outputs.Resolve(node, where);
        var edge = Edge(prefix, node.Type, nodeType);
        var runtimeType = typeof(Connection<>).MakeGenericType(ClrType(node));
        var connection = context.Outputs.AddObject(
            new ObjectType { Name = name, Description = "A page of a list.", RuntimeType = runtimeType }, where,
            () => ConnectionFields(runtimeType, edge, nodeType, plan.IncludeTotalCount));
        connections[name] = (connection, node.Type, plan.IncludeTotalCount);
        return connection;
    }

    private static Type ClrType(ClrShape node) => node is { IsNullable: true, Type.IsValueType: true } ? typeof(Nullable<>).MakeGenericType(node.Type) : node.Type;

    private ObjectType Edge(string prefix, Type node, GraphQLType nodeType)
    {
        var runtimeType = typeof(Edge<>).MakeGenericType(node);
        return context.Outputs.AddObject(
            new ObjectType { Name = $"{prefix}Edge", Description = "An entry of a list, with its cursor.", RuntimeType = runtimeType }, $"{prefix}Connection",
            () =>
            [
                Pure(runtimeType, nameof(Edge<>.Cursor), "cursor", "The place of the entry in the list.", BuiltInScalars.String.AsNonNull),
                Pure(runtimeType, nameof(Edge<>.Node), "node", "The entry itself.", nodeType),
            ]);
    }

    private IEnumerable<FieldDefinition> ConnectionFields(Type type, ObjectType edge, GraphQLType nodeType, bool hasTotal)
    {
        yield return Pure(type, nameof(Connection<>.Info), "pageInfo", "Where the page lies in the list.", PageInfo().AsNonNull);
        yield return Pure(type, nameof(Connection<>.Edges), "edges", "The page's entries with their cursors.", edge.AsNonNull.AsList);
        yield return Pure(type, nameof(Connection<>.Nodes), "nodes", "The page's entries.", nodeType.AsList);
        if (hasTotal)
        {
            yield return Pure(type, nameof(Connection<>.TotalCount), "totalCount", "How long the whole list is.", BuiltInScalars.Int.AsNonNull);
        }
    }

    private ObjectType PageInfo() => pageInfo ??= context.Outputs.AddObject(
        new ObjectType { Name = "PageInfo", Description = "Where a page lies in its list.", RuntimeType = typeof(ConnectionPageInfo) }, "paging",
        () =>
        [
            Info(nameof(ConnectionPageInfo.HasNextPage), "Whether there are entries after the page.", BuiltInScalars.Boolean.AsNonNull),
            Info(nameof(ConnectionPageInfo.HasPreviousPage), "Whether there are entries before the page.", BuiltInScalars.Boolean.AsNonNull),
            Info(nameof(ConnectionPageInfo.StartCursor), "The first entry's cursor.", BuiltInScalars.String),
            Info(nameof(ConnectionPageInfo.EndCursor), "The last entry's cursor.", BuiltInScalars.String),
        ]);

    private static FieldDefinition Info(string property, string description, GraphQLType type) =>
        Pure(typeof(ConnectionPageInfo), property, Naming.Camel(property), description, type);

    private static FieldDefinition Pure(Type owner, string property, string name, string description, GraphQLType type)
    {
        var member = owner.GetProperty(property, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!; // named by nameof
        return new FieldDefinition
        {
            Name = name,
            Description = description,
            Type = type,
            Getter = PureFields.Getter(member, owner),
            WriteLeaf = PureFields.WriteLeaf(member, owner, type),
        };
    }
}
