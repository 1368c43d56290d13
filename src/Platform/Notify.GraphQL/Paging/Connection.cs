namespace Notify.GraphQL.Types.Pagination;

/// <summary>One page of a list, with the way to its neighbours. Immutable.</summary>
/// <typeparam name="T">The type of the nodes.</typeparam>
/// <param name="edges">The page's entries in the order of the list, whichever way the client pages.</param>
/// <param name="info">Where the page lies.</param>
/// <param name="totalCount">How long the whole list is; only shown by fields that include it.</param>
public sealed class Connection<T>(IReadOnlyCollection<Edge<T>> edges, ConnectionPageInfo info, int totalCount = 0) : IConnection
{
    private T[]? nodes;

    /// <summary>Gets the page's entries.</summary>
    public IReadOnlyCollection<Edge<T>> Edges { get; } = edges;

    /// <summary>Gets where the page lies.</summary>
    public ConnectionPageInfo Info { get; } = info;

    /// <summary>Gets how long the whole list is.</summary>
    public int TotalCount { get; } = totalCount;

    System.Collections.IEnumerable IConnection.NodeList => Nodes;

    internal T[] Nodes => nodes ??= NodesOf(Edges);

    private static T[] NodesOf(IReadOnlyCollection<Edge<T>> edges)
    {
        var nodes = new T[edges.Count];
        var i = 0;
        foreach (var edge in edges)
        {
            nodes[i++] = edge.Node;
        }

        return nodes;
    }
}

/// <summary>One entry of a page. Immutable.</summary>
/// <typeparam name="T">The type of the node.</typeparam>
/// <param name="node">The entry itself.</param>
/// <param name="cursor">The place of the entry in the list, as text that a client hands back in <c>after</c> or <c>before</c>.</param>
public sealed class Edge<T>(T node, string cursor)
{
    /// <summary>Gets the entry itself.</summary>
    public T Node { get; } = node;

    /// <summary>Gets the place of the entry in the list.</summary>
    public string Cursor { get; } = cursor;
}

/// <summary>Where a page lies in its list. Immutable.</summary>
/// <param name="hasNextPage">Whether there are entries after the page.</param>
/// <param name="hasPreviousPage">Whether there are entries before the page; may be false when nobody looked.</param>
/// <param name="startCursor">The first entry's cursor; null on an empty page.</param>
/// <param name="endCursor">The last entry's cursor; null on an empty page.</param>
public sealed class ConnectionPageInfo(bool hasNextPage, bool hasPreviousPage, string? startCursor, string? endCursor)
{
    /// <summary>Gets whether there are entries after the page.</summary>
    public bool HasNextPage { get; } = hasNextPage;

    /// <summary>Gets whether there are entries before the page; may be false when nobody looked.</summary>
    public bool HasPreviousPage { get; } = hasPreviousPage;

    /// <summary>Gets the first entry's cursor; null on an empty page.</summary>
    public string? StartCursor { get; } = startCursor;

    /// <summary>Gets the last entry's cursor; null on an empty page.</summary>
    public string? EndCursor { get; } = endCursor;
}

/// <summary>
/// The page that a client asks for, checked: one of <see cref="First"/> and <see cref="Last"/> is set, within the field's limits. A
/// resolver with <c>[UsePaging]</c> may take it as a parameter.
/// </summary>
/// <param name="First">How many entries from the start; null when paging from the end.</param>
/// <param name="After">Only entries after this cursor; null for no bound.</param>
/// <param name="Last">How many entries from the end; null when paging from the start.</param>
/// <param name="Before">Only entries before this cursor; null for no bound.</param>
/// <param name="IncludeTotalCount">Whether the client selected <c>totalCount</c>.</param>
public readonly record struct PagingArguments(
    int? First = null, string? After = null, int? Last = null, string? Before = null, bool IncludeTotalCount = false);
