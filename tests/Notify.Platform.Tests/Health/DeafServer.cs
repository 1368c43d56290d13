using System.Net;
using System.Net.Sockets;

namespace Notify.Platform.Tests.Health;

/// <summary>A server that nobody gets an answer from.</summary>
internal sealed class DeafServer : IDisposable
{
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> waiting = [];

    private DeafServer() => listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port; // bound when made

    /// <summary>Makes one that refuses connections.</summary>
    public static DeafServer Closed() => new();

    /// <summary>Makes one whose connections are made, and nothing ever comes back.</summary>
    public static DeafServer Silent()
    {
        var server = new DeafServer();
        server.listener.Listen(512);
        return server;
    }

    /// <summary>Makes one that does not even answer the wish to connect: the system drops it, because the queue of those who wait is full.</summary>
    public static DeafServer Unreachable()
    {
        var server = new DeafServer();
        server.listener.Listen(0);
        for (var i = 0; i < 3; i++)
        {
            var caller = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            server.waiting.Add(caller);
            try
            {
                caller.Connect(server.listener.LocalEndPoint!); // bound above
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                // it goes on by itself
            }
        }

        return server;
    }

    public void Dispose()
    {
        waiting.ForEach(static caller => caller.Dispose());
        listener.Dispose();
    }
}
