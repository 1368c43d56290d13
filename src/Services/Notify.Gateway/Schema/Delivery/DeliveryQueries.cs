using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Looking back and following.</summary>
[QueryType]
[Authorize]
internal static partial class DeliveryQueries
{
    /// <summary>Finds a notification; null when the environment has none of that id.</summary>
    /// <param name="id">The global id.</param>
    [Cost(2)]
    public static Task<NotificationNode?> GetNotificationAsync(
        [ID<NotificationNode>] Guid id, NotificationById notifications, CancellationToken cancellationToken) =>
        notifications.LoadAsync(new NotificationId(id), cancellationToken);

    /// <summary>Lists the environment's notifications, newest first.</summary>
    /// <param name="filter">Which ones; all by default.</param>
    [Cost(5)]
    [UsePaging(MaxPageSize = 100, DefaultPageSize = 20, IncludeTotalCount = true, AllowBackwardPagination = false, RequirePagingBoundaries = false, ConnectionName = "Notifications")]
    public static async Task<Connection<NotificationNode>> GetNotificationsAsync(
        NotificationFilter? filter, PagingArguments paging, INotificationHistory history, Notify.GraphQL.Resolvers.IResolverContext context,
        CancellationToken cancellationToken)
    {
        var query = filter?.ToQuery() ?? new HistoryQuery();
        var before = ReadCursor(paging.After);
        var page = await history.ListAsync(query, before, paging.First ?? 0, cancellationToken);
        var total = context.IsSelected("totalCount") ? await history.CountAsync(query, cancellationToken) : 0;
        Edge<NotificationNode>[] edges = [.. page.Items.Select(static item => new Edge<NotificationNode>(NotificationNode.Of(item), WriteCursor(item.Id)))];
        return new Connection<NotificationNode>(
            edges,
            new ConnectionPageInfo(page.HasMore, hasPreviousPage: before is not null, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor),
            (int)Math.Min(total, int.MaxValue));
    }

    /// <summary>Tells how far a batch is; null when the environment has none of that id.</summary>
    /// <param name="id">The global id.</param>
    [Cost(5)]
    public static Task<JobNode?> GetJobAsync([ID<JobNode>] Guid id, INotificationHistory history, CancellationToken cancellationToken) =>
        JobFields.GetJobAsync(id, history, cancellationToken);

    private static string WriteCursor(NotificationId id) => Convert.ToBase64String(id.Value.ToByteArray(bigEndian: true));

    private static NotificationId? ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[16];
        return cursor.Length == 24 && Convert.TryFromBase64String(cursor, bytes, out var length) && length == bytes.Length
            ? new NotificationId(new Guid(bytes, bigEndian: true))
            : throw new GraphQLException(ErrorBuilder.New()
                .SetMessage("The cursor in 'after' was not given out by this field. Pass an edge's cursor as it came.")
                .SetCode(ErrorCodes.InvalidPaging).Build());
    }
}

/// <summary>Which notifications a list shows; all conditions hold together.</summary>
internal sealed record NotificationFilter
{
    /// <summary>Gets the states to show.</summary>
    public IReadOnlyList<NotificationStatus>? Status { get; init; }

    /// <summary>Gets the channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the recipient: a subscriber's id.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the job they belong to: its global id.</summary>
    [ID<JobNode>]
    public Guid? JobId { get; init; }

    public HistoryQuery ToQuery() => new()
    {
        Statuses = Status,
        Channel = Channel,
        UserId = UserId,
        JobId = JobId is { } job ? new JobId(job) : null,
    };
}
