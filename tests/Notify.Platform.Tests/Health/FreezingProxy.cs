using System.Net;
using System.Net.Sockets;

namespace Notify.Platform.Tests.Health;

/// <summary>Stands between a service and a server, until it lets nothing through any more: connections stay, and nothing comes.</summary>
internal sealed class FreezingProxy : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource frozen = new();
    private readonly string host;
    private readonly int port;

    private FreezingProxy(string host, int port) => (this.host, this.port) = (host, port);

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public static FreezingProxy Before(string host, int port)
    {
        var proxy = new FreezingProxy(host, port);
        proxy.listener.Start();
        _ = proxy.AcceptAsync();
        return proxy;
    }

    public void Freeze() => frozen.Cancel();

    public void Dispose()
    {
        frozen.Cancel();
        listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var (near, far) = (await listener.AcceptTcpClientAsync(frozen.Token), new TcpClient());
                await far.ConnectAsync(host, port, frozen.Token);
                _ = Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near)); // neither is closed: a silent server does not say that it is gone
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // whoever connects from here on waits in the queue
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), frozen.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // frozen, or the service is gone
        }
    }
}
