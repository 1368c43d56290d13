using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Building;

/// <summary>Answers <c>node(id:)</c> and <c>nodes(ids:)</c>. The rules of the object's type are checked before it is looked for.</summary>
internal sealed class NodeLookup(IReadOnlyDictionary<string, NodeType> nodes, NodeIds ids, int maxBatchSize)
{
    public ValueTask<object?> FindAsync(ResolverContext context) => FindAsync(context, (string)context.Arguments[0]!); // non-null in the schema

    public async ValueTask<object?> FindAllAsync(ResolverContext context)
    {
        var wanted = (object?[])context.Arguments[0]!; // non-null in the schema
        if (wanted.Length > maxBatchSize)
        {
            throw new GraphQLException(ErrorBuilder.New()
                .SetMessage($"nodes takes at most {maxBatchSize} ids, but {wanted.Length} were given.").SetCode(ErrorCodes.MaxNodeBatch).Build());
        }

        var found = new Task<object?>[wanted.Length];
        for (var i = 0; i < wanted.Length; i++)
        {
            found[i] = FindItemAsync(context, (string)wanted[i]!, i); // items are non-null in the schema
        }

        return await Task.WhenAll(found);
    }

    private async Task<object?> FindItemAsync(ResolverContext context, string id, int index)
    {
        try
        {
            return await FindAsync(context, id);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            context.Request.ReportException(exception, context.Field, Path.Item(context.Path, index));
            return FieldFailure.Instance;
        }
    }

    private async ValueTask<object?> FindAsync(ResolverContext context, string id)
    {
        var (typeName, value) = ids.Split(id);
        if (!nodes.TryGetValue(typeName, out var node))
        {
            throw NodeIds.Invalid($"The id belongs to the type '{typeName}', which is no node.");
        }

        var key = NodeIds.Value(value, node.IdType) ?? throw NodeIds.Invalid("The id cannot be read.");
        await AuthorizationGuard.CheckAsync(node.Type.Authorization, context, null);
        return await node.Fetch(context, key);
    }
}
