using System.Buffers;
using System.Net.WebSockets;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>Reads whole messages. Holds no memory while nothing comes: a read of no bytes waits for the first.</summary>
internal sealed class SocketReader(WebSocket socket, int maxMessageBytes) : IDisposable
{
    private const int FirstBytes = 4_096;
    private byte[] bytes = [];
    private int length;

    internal enum Outcome
    {
        Message,
        NotText,
        TooBig,
        Closed,
    }

    /// <summary>Gets the message; valid until <see cref="Release"/>.</summary>
    public ReadOnlySpan<byte> Message => bytes.AsSpan(0, length);

    public async ValueTask<Outcome> ReadAsync(CancellationToken cancellationToken)
    {
        var read = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        while (!read.EndOfMessage && read.MessageType is WebSocketMessageType.Text)
        {
            if (length == maxMessageBytes)
            {
                return Outcome.TooBig;
            }

            Grow();
            read = await socket.ReceiveAsync(bytes.AsMemory(length, Math.Min(bytes.Length, maxMessageBytes) - length), cancellationToken);
            length += read.Count;
        }

        return read.MessageType switch
        {
            WebSocketMessageType.Text => Outcome.Message,
            WebSocketMessageType.Close => Outcome.Closed,
            _ => Outcome.NotText,
        };
    }

    /// <summary>Reads and forgets until the client closes too.</summary>
    public async Task DrainAsync(CancellationToken giveUp)
    {
        Grow();
        while (socket.State is WebSocketState.Open or WebSocketState.CloseSent
            && (await socket.ReceiveAsync(bytes.AsMemory(), giveUp)).MessageType is not WebSocketMessageType.Close)
        {
            // what a client says after it is shown the door does not matter
        }
    }

    public void Release()
    {
        length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = [];
        }
    }

    public void Dispose() => Release();

    private void Grow()
    {
        if (length < bytes.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBytes, bytes.Length * 2));
        bytes.AsSpan(0, length).CopyTo(larger);
        var used = length;
        Release();
        (bytes, length) = (larger, used);
    }
}
