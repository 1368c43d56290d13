using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>Takes sockets, and sends them away with 1012 when the server stops.</summary>
internal sealed class SocketEndpoint : IDisposable
{
    private const string Subprotocol = "graphql-transport-ws";
    private readonly ConcurrentDictionary<SocketConnection, byte> connections = new();
    private readonly SocketRuntime runtime;
    private readonly CancellationTokenRegistration stopping;
    private volatile bool isStopping;

    public SocketEndpoint(SocketRuntime runtime, IHostApplicationLifetime? lifetime = null)
    {
        this.runtime = runtime;
        stopping = lifetime?.ApplicationStopping.Register(SendAllAway) ?? default;
    }

    public async Task AcceptAsync(HttpContext context)
    {
        if (!IsAllowed(context.Request.Headers.Origin.ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var speaksOurs = context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = speaksOurs ? Subprotocol : null,
            KeepAliveInterval = runtime.Options.KeepAliveInterval,
            KeepAliveTimeout = runtime.Options.KeepAliveInterval,
        });
        using var place = runtime.Limits.TryEnter(context.User);
        using var connection = new SocketConnection(socket, context, runtime);
        if (!speaksOurs)
        {
            connection.Close(SocketClose.WrongSubprotocol); // a refused upgrade would tell a browser nothing, and have it try again
        }
        else if (place.Refusal is not null)
        {
            connection.Close(SocketClose.Overloaded);
        }

        connections.TryAdd(connection, 0);
        if (isStopping)
        {
            connection.Close(SocketClose.Restarting);
        }

        try
        {
            await connection.RunAsync();
        }
        finally
        {
            connections.TryRemove(connection, out _);
        }
    }

    public void Dispose() => stopping.Dispose();

    private bool IsAllowed(string origin) =>
        origin.Length == 0
        || runtime.Options.AllowedOrigins.Count == 0
        || runtime.Options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    private void SendAllAway()
    {
        isStopping = true;
        foreach (var connection in connections.Keys)
        {
            connection.Close(SocketClose.Restarting);
        }
    }
}
