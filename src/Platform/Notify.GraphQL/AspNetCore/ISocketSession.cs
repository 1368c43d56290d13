using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Notify.GraphQL.AspNetCore;

/// <summary>One WebSocket, from <c>connection_init</c> to its close.</summary>
public interface ISocketSession
{
    /// <summary>Gets the request that was upgraded; its services live as long as the socket.</summary>
    HttpContext HttpContext { get; }

    /// <summary>Gets or sets who asks, of every operation on the socket. Begins as the HTTP request's user.</summary>
    ClaimsPrincipal User { get; set; }

    /// <summary>Gets or sets when the user's credentials end; the socket is then closed with 4403, upon which clients connect anew. Null means never.</summary>
    DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Gets what interceptors keep for the socket. Not seen by resolvers.</summary>
    IDictionary<string, object?> ContextData { get; }
}

/// <summary>What a client sent with <c>connection_init</c>.</summary>
public interface IOperationMessagePayload
{
    /// <summary>Reads the payload; null when there is none, or it is not of this shape.</summary>
    /// <typeparam name="T">A type that <c>System.Text.Json</c> can read.</typeparam>
    T? As<T>()
        where T : class;
}
