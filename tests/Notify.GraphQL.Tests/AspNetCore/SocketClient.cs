using System.Net.WebSockets;
using System.Text;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>A client that says what it is told to, right or wrong, and hands back what it hears.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    public const string Init = """{"type":"connection_init"}""";
    public const string Ack = """{"type":"connection_ack"}""";

    private readonly ClientWebSocket socket = new();
    private readonly byte[] bytes = new byte[1 << 20];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<SocketClient> ConnectAsync(EndpointHost host, string? subprotocol = "graphql-transport-ws", string? origin = null)
    {
        var client = new SocketClient();
        if (subprotocol is not null)
        {
            client.socket.Options.AddSubProtocol(subprotocol);
        }

        if (origin is not null)
        {
            client.socket.Options.SetRequestHeader("Origin", origin);
        }

        await client.socket.ConnectAsync(host.SocketUrl, Cancelled);
        return client;
    }

    /// <summary>Connects, and gets as far as the acknowledgement.</summary>
    public static async Task<SocketClient> InitializedAsync(EndpointHost host)
    {
        var client = await ConnectAsync(host);
        await client.SendAsync(Init);
        Assert.Equal(Ack, await client.ReceiveAsync());
        return client;
    }

    public static string Subscribe(string id, string query = "{ a }") => $$$"""{"type":"subscribe","id":"{{{id}}}","payload":{"query":"{{{query}}}"}}""";

    public Task SendAsync(string message) => SendAsync(Encoding.UTF8.GetBytes(message));

    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Text, bool isLast = true) =>
        await socket.SendAsync(message, type, isLast, Cancelled);

    /// <summary>Answers the next message, or <c>code reason</c> when the server closes.</summary>
    public async Task<string> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(length), Cancelled);
            if (read.MessageType is WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled);
                return $"{(int)socket.CloseStatus!} {socket.CloseStatusDescription}".TrimEnd(); // set by the close that was read
            }

            length += read.Count;
            if (read.EndOfMessage)
            {
                return Encoding.UTF8.GetString(bytes.AsSpan(0, length));
            }
        }
    }

    public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Cancelled);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
