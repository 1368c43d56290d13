using System.Net;
using System.Net.Sockets;
using SmtpServer;
using SmtpServer.IO;
using SmtpServer.Net;

namespace Notify.Mailbox.Smtp;

/// <summary>A port taken before the server starts, so that its number is known and a taken one is told at once.</summary>
internal sealed class BoundListener : IEndpointListener
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private long _accepted;

    public BoundListener(int port)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        _socket.Listen(512);
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!; // bound above
    }

    public IPEndPoint EndPoint { get; }

    public long Accepted => Interlocked.Read(ref _accepted);

    public async Task<ISecurableDuplexPipe> GetPipeAsync(ISessionContext context, CancellationToken cancellationToken)
    {
        var socket = await _socket.AcceptAsync(cancellationToken);
        Interlocked.Increment(ref _accepted);
        socket.NoDelay = true;
        return new SessionPipe(new NetworkStream(socket, ownsSocket: true));
    }

    public void Dispose() => _socket.Dispose();
}
