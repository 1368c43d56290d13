using System.Net.WebSockets;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>
/// The one writer of a socket, at work only while something waits. The queue is bounded: who finds it full waits, which slows the
/// operations and the reading of a client that does not read, until that has taken too long and the socket is closed.
/// </summary>
internal sealed class SocketSender(WebSocket socket, SocketOptions options, TimeProvider timeProvider, Action<Exception> onFailed) : IDisposable
{
    private const int FrameBytes = 1_024; // most frames; larger ones rent more
    private readonly Lock gate = new();
    private readonly Queue<OutgoingFrame> waiting = new();
    private readonly SemaphoreSlim room = new(options.SendBufferMessages);
    private Task writing = Task.CompletedTask;
    private bool isWriting;
    private bool isClosed;

    /// <summary>Queues a frame; answers false when the client has not read for too long.</summary>
    public async ValueTask<bool> TrySendAsync(OutgoingFrame frame, CancellationToken cancellationToken)
    {
        if (!room.Wait(0, CancellationToken.None))
        {
            try
            {
                await room.WaitAsync(cancellationToken).WaitAsync(options.SendStallTimeout, timeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                Drop(frame);
                return false;
            }
            catch (OperationCanceledException)
            {
                Drop(frame);
                throw;
            }
        }

        lock (gate)
        {
            if (!isClosed)
            {
                waiting.Enqueue(frame);
                if (!isWriting)
                {
                    isWriting = true;
                    writing = Task.Run(WriteWaitingAsync, CancellationToken.None);
                }

                return true;
            }
        }

        Drop(frame);
        return true;
    }

    /// <summary>Drops what waits, lets the frame being written finish, and writes the close.</summary>
    public async Task CloseAsync(SocketClose close, CancellationToken giveUp)
    {
        Task last;
        lock (gate)
        {
            isClosed = true;
            while (waiting.TryDequeue(out var frame))
            {
                Drop(frame);
            }

            last = writing;
        }

        await last.WaitAsync(giveUp);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, giveUp);
        }
    }

    public void Dispose() => room.Dispose();

    private static void Drop(OutgoingFrame frame) => frame.Result?.Return();

    private async Task WriteWaitingAsync()
    {
        try
        {
            while (TryTake(out var frame))
            {
                await WriteAsync(frame);
                room.Release();
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            Stop(); // the client is gone, as the reader will notice too
        }
        catch (Exception exception)
        {
            Stop();
            onFailed(exception); // a payload that cannot be written is a fault of the server
        }
    }

    private bool TryTake(out OutgoingFrame frame)
    {
        lock (gate)
        {
            isWriting = waiting.TryDequeue(out frame);
            return isWriting;
        }
    }

    private void Stop()
    {
        lock (gate)
        {
            isClosed = true;
            isWriting = false;
            while (waiting.TryDequeue(out var frame))
            {
                Drop(frame);
            }
        }
    }

    private async Task WriteAsync(OutgoingFrame frame)
    {
        try
        {
            if (frame.Operation is { IsUnwanted: true })
            {
                return;
            }

            using var buffer = new ResponseBuffer(FrameBytes);
            frame.Write(frame, buffer);
            await socket.SendAsync(buffer.Written, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            Drop(frame);
        }
    }
}
