using System.Security.Claims;
using System.Text;
using Notify.Audience.Contracts;
using Notify.Gateway.Schema.Access;

namespace Notify.Gateway.Schema.Audience;

/// <summary>Reading subscribers.</summary>
[QueryType]
[Authorize]
internal static partial class AudienceQueries
{
    /// <summary>Finds a subscriber; null when the environment has none of that id.</summary>
    /// <param name="userId">The id that callers chose.</param>
    [Cost(2)]
    public static Task<SubscriberNode?> GetSubscriberAsync(string userId, SubscriberByUserId subscribers, CancellationToken cancellationToken) =>
        subscribers.LoadAsync(userId, cancellationToken);

    /// <summary>Lists the environment's subscribers in the order of their ids.</summary>
    [Cost(5)]
    [UsePaging(MaxPageSize = 100, DefaultPageSize = 20, IncludeTotalCount = true, AllowBackwardPagination = false, RequirePagingBoundaries = false, ConnectionName = "Subscribers")]
    public static Task<Connection<SubscriberNode>> GetSubscribersAsync(
        PagingArguments paging, ClaimsPrincipal user, Rooms rooms, Notify.GraphQL.Resolvers.IResolverContext context, CancellationToken cancellationToken)
    {
        var after = paging.After is null ? null : ReadCursor(paging.After);
        var size = paging.First ?? 0;
        return rooms.AskAsync(user, async (ISubscriberDirectory directory) =>
        {
            var found = await directory.ListAsync(user.EnvironmentId(), after, size + 1, cancellationToken);
            var total = context.IsSelected("totalCount") ? await directory.CountAsync(user.EnvironmentId(), cancellationToken) : 0;
            Edge<SubscriberNode>[] edges = [.. found.Take(size).Select(static subscriber =>
                new Edge<SubscriberNode>(new SubscriberNode(subscriber), WriteCursor(subscriber.ExternalId)))];
            return new Connection<SubscriberNode>(
                edges,
                new ConnectionPageInfo(found.Count > size, hasPreviousPage: after is not null, edges.FirstOrDefault()?.Cursor, edges.LastOrDefault()?.Cursor),
                (int)Math.Min(total, int.MaxValue));
        });
    }

    private static string WriteCursor(string userId) => Convert.ToBase64String(Encoding.UTF8.GetBytes("s:" + userId));

    private static string ReadCursor(string cursor)
    {
        Span<byte> bytes = stackalloc byte[512];
        return Convert.TryFromBase64String(cursor, bytes, out var length) && bytes[..length].StartsWith("s:"u8)
            ? Encoding.UTF8.GetString(bytes[2..length])
            : throw new GraphQLException(ErrorBuilder.New()
                .SetMessage("The cursor in 'after' was not given out by this field. Pass an edge's cursor as it came.")
                .SetCode(ErrorCodes.InvalidPaging).Build());
    }
}
