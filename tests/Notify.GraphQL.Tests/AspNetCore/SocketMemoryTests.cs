using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>What a socket costs that waits for an event: server and, here, the client's end too.</summary>
[Collection(nameof(SocketMemoryTests))]
[CollectionDefinition(nameof(SocketMemoryTests), DisableParallelization = true)]
public sealed class SocketMemoryTests
{
    private const int Sockets = 500;
    private const int MostBytes = 20_000;

    [Fact]
    public async Task An_idle_socket_with_one_subscription_holds_at_most_20_kilobytes()
    {
        var executor = new StubExecutor
        {
            Answer = static (_, token) => ValueTask.FromResult<IExecutionResult>(
                Results.Stream(Channel.CreateUnbounded<OperationResult>().Reader.ReadAllAsync(token))),
        };
        await using var host = await EndpointHost.StartAsync(executor);
        var sockets = new List<TcpClient>();
        await AddAsync(sockets, host, 50); // so that what is made once does not count
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await AddAsync(sockets, host, Sockets);

        var perSocket = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sockets;
        sockets.ForEach(static socket => socket.Dispose());
        TestContext.Current.SendDiagnosticMessage("An idle socket holds {0} bytes.", perSocket);
        Assert.InRange(perSocket, 1, MostBytes);
    }

    private static async Task AddAsync(List<TcpClient> sockets, EndpointHost host, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(host.Url.Host, host.Url.Port, TestContext.Current.CancellationToken);
            sockets.Add(client);
            var stream = client.GetStream();
            await stream.WriteAsync(
                "GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"u8.ToArray(),
                TestContext.Current.CancellationToken);
            await ReadUntilAsync(stream, "\r\n\r\n");
            await stream.WriteAsync(Frame(SocketClient.Init), TestContext.Current.CancellationToken);
            await ReadUntilAsync(stream, "}");
            await stream.WriteAsync(Frame(SocketClient.Subscribe("1")), TestContext.Current.CancellationToken);
            await stream.WriteAsync(Frame("""{"type":"ping"}"""), TestContext.Current.CancellationToken);
            await ReadUntilAsync(stream, "}"); // the pong, behind the subscribe
        }
    }

    private static async Task ReadUntilAsync(NetworkStream stream, string end)
    {
        var bytes = new byte[512];
        var text = "";
        while (!text.EndsWith(end, StringComparison.Ordinal))
        {
            text += Encoding.ASCII.GetString(bytes, 0, await stream.ReadAsync(bytes, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>A text frame under a mask of zeros, which leaves the text as it is.</summary>
    private static byte[] Frame(string text) => [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
}
