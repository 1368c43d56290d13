using System.Net.Sockets;
using System.Text;

namespace Notify.Benchmarks.GraphQL;

/// <summary>
/// One subscriber over graphql-transport-ws, on a raw socket, with as little of RFC 6455 as that takes: ten thousand of them share the
/// processors with the server. Frames are masked with zeros, which leave the payload as it is.
/// </summary>
internal sealed class FeedSubscriber : IDisposable
{
    private const byte Text = 0x81;
    private const byte Ping = 0x89;
    private const byte Pong = 0x8A;
    private static readonly byte[] Init = Frame(Text, """{"type":"connection_init"}"""u8);
    private static readonly byte[] Subscribe = Frame(Text, """{"id":"1","type":"subscribe","payload":{"query":"subscription { onTicked }"}}"""u8);
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[512]; // the longest frame has some 60 bytes
    private int length;

    /// <summary>Opens the socket and sends the subscription.</summary>
    public async Task SubscribeAsync(Uri server, CancellationToken cancellationToken)
    {
        await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /graphql HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"), cancellationToken);
        var end = -1;
        while (end < 0)
        {
            await ReceiveAsync(cancellationToken);
            end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
        }

        if (!buffer.AsSpan(0, length).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException($"The server refused the socket: {Encoding.UTF8.GetString(buffer, 0, length)}");
        }

        Consume(end + 4);
        await socket.SendAsync(Init, cancellationToken);
        var (_, ack) = await ReadFrameAsync(cancellationToken);
        if (!ack.Span.StartsWith("""{"type":"connection_ack"}"""u8))
        {
            throw Unexpected(ack);
        }

        Consume(2 + ack.Length);
        await socket.SendAsync(Subscribe, cancellationToken);
    }

    /// <summary>Reads events and answers pings until it is cancelled.</summary>
    public async Task ReadAsync(Action onEvent, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (kind, payload) = await ReadFrameAsync(cancellationToken);
            switch (kind)
            {
                case Ping:
                    await socket.SendAsync(Frame(Pong, payload.Span), cancellationToken);
                    break;
                case Text when payload.Span.StartsWith("""{"type":"next","id":"1","payload":{"data":"""u8):
                    onEvent();
                    break;
                default:
                    throw Unexpected(payload);
            }

            Consume(2 + payload.Length);
        }
    }

    public void Dispose() => socket.Dispose();

    /// <summary>Makes a frame of a payload that fits into the shortest form.</summary>
    private static byte[] Frame(byte kind, ReadOnlySpan<byte> payload) => [kind, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];

    private static IOException Unexpected(ReadOnlyMemory<byte> payload) => new($"The server sent something else: {Encoding.UTF8.GetString(payload.Span)}");

    private async ValueTask<(byte Kind, ReadOnlyMemory<byte> Payload)> ReadFrameAsync(CancellationToken cancellationToken)
    {
        while (length < 2 || length < 2 + buffer[1])
        {
            await ReceiveAsync(cancellationToken);
        }

        return (buffer[0], buffer.AsMemory(2, buffer[1])); // a server does not mask, and its frames here are below 126 bytes
    }

    private async ValueTask ReceiveAsync(CancellationToken cancellationToken)
    {
        var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
        length += read > 0 ? read : throw new IOException("The server closed the socket.");
    }

    private void Consume(int count)
    {
        buffer.AsSpan(count, length - count).CopyTo(buffer);
        length -= count;
    }
}
