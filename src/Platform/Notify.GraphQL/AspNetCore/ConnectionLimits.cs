using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.Telemetry;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Counts what stays open, sockets and event streams alike: on this node and, of those who are signed in, per user.</summary>
internal sealed class ConnectionLimits(IOptions<ServerOptions> serverOptions)
{
    private readonly SocketOptions options = serverOptions.Value.Sockets;
    private readonly ConcurrentDictionary<string, int> perUser = new(StringComparer.Ordinal);
    private int open;

    /// <summary>Gets how many connections are open now.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Takes a place on the node and, for somebody signed in, one of the user's; dispose what is answered, place or refusal.</summary>
    public Place TryEnter(ClaimsPrincipal user)
    {
        if (Interlocked.Increment(ref open) > options.MaxSockets)
        {
            Interlocked.Decrement(ref open);
            return new Place(null, default, NodeIsFull(options.MaxSockets));
        }

        if (TryTakeForUser(user, out var userPlace))
        {
            GraphQLTelemetry.Connections.Add(1);
            return new Place(this, userPlace, null);
        }

        Interlocked.Decrement(ref open);
        return new Place(null, default, UserIsFull(options.MaxSocketsPerUser));
    }

    /// <summary>Takes one of a user's places; always true for somebody who is not signed in.</summary>
    public bool TryTakeForUser(ClaimsPrincipal user, out UserPlace place)
    {
        var key = KeyOf(user);
        place = new UserPlace(this, key);
        if (key is null || perUser.AddOrUpdate(key, 1, static (_, count) => count + 1) <= options.MaxSocketsPerUser)
        {
            return true;
        }

        LeaveUser(key);
        place = default;
        return false;
    }

    private void LeaveUser(string key)
    {
        while (perUser.TryGetValue(key, out var count))
        {
            if (count == 1 ? perUser.TryRemove(new(key, 1)) : perUser.TryUpdate(key, count - 1, count))
            {
                return;
            }
        }
    }

    private static string? KeyOf(ClaimsPrincipal user) =>
        user.Identity?.IsAuthenticated is true
            ? user.FindFirst(ClaimTypes.NameIdentifier)?.Value ?? user.FindFirst("sub")?.Value ?? user.Identity.Name
            : null;

    private static RequestProblem NodeIsFull(int limit) => new(
        StatusCodes.Status503ServiceUnavailable, StatusCodes.Status503ServiceUnavailable,
        ErrorCodes.Overloaded, $"This node holds {limit} live connections, as many as it may. Try again.");

    private static RequestProblem UserIsFull(int limit) => new(
        StatusCodes.Status429TooManyRequests, StatusCodes.Status429TooManyRequests,
        ErrorCodes.MaxSubscriptions, $"The user holds {limit} live connections, as many as one may.");

    /// <summary>One connection's place, or why there is none.</summary>
    internal readonly struct Place(ConnectionLimits? limits, UserPlace userPlace, RequestProblem? refusal) : IDisposable
    {
        public RequestProblem? Refusal { get; } = refusal;

        public void Dispose()
        {
            userPlace.Dispose();
            if (limits is not null)
            {
                GraphQLTelemetry.Connections.Add(-1);
                Interlocked.Decrement(ref limits.open);
            }
        }
    }

    /// <summary>One of a user's places.</summary>
    internal readonly struct UserPlace(ConnectionLimits? limits, string? key) : IDisposable
    {
        public void Dispose()
        {
            if (key is not null)
            {
                limits?.LeaveUser(key);
            }
        }
    }
}
