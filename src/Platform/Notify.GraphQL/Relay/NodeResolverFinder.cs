using System.Reflection;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Building;

/// <summary>Finds the method that finds a node: the one that is named or marked, or else one of the usual names.</summary>
internal static class NodeResolverFinder
{
    private const BindingFlags Static = BindingFlags.Public | BindingFlags.Static;

    public static MethodInfo? Find(Type type, NodeAttribute? attribute, ClassCollection classes, BuildContext context)
    {
        Type[] places = attribute?.NodeResolverType is { } given ? [given] : [type, .. classes.Extensions(type)];
        if (attribute?.NodeResolver is { } name)
        {
            var named = places.Select(place => place.GetMethod(name, Static)).FirstOrDefault(method => method is not null);
            if (named is null)
            {
                context.Problem($"{Naming.Readable(type)}: [Node] names the node resolver '{name}', but {string.Join(", ", places.Select(Naming.Readable))} has no public static method of that name.");
            }

            return named;
        }

        var marked = places.SelectMany(place => place.GetMethods(Static)).FirstOrDefault(method => method.IsDefined(typeof(NodeResolverAttribute)))
            ?? classes.Roots(OperationType.Query).SelectMany(root => root.GetMethods(Static))
                .FirstOrDefault(method => method.IsDefined(typeof(NodeResolverAttribute)) && context.ShapeOf(method).Type == type);
        if (marked is not null || attribute is null)
        {
            return marked;
        }

        string[] usual = ["Get", "GetAsync", $"Get{type.Name}", $"Get{type.Name}Async"];
        return places.SelectMany(place => place.GetMethods(Static)).FirstOrDefault(method => usual.Contains(method.Name) && context.ShapeOf(method).Type == type);
    }

    /// <summary>Tells whether a static method of a type or extension only serves <c>node</c>, so that it is no field.</summary>
    public static bool IsOnlyNodeResolver(MethodInfo method, FieldScope scope, BuildContext context)
    {
        if (!method.IsStatic || scope.Root is not null || scope.Source is not { } source)
        {
            return false;
        }

        return method.IsDefined(typeof(NodeResolverAttribute))
            || (source.GetCustomAttribute<NodeAttribute>() is { } attribute && Find(source, attribute, context.Classes, context) == method);
    }
}
