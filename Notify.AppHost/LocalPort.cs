using System.Net;
using System.Net.Sockets;

namespace Notify.AppHost;

/// <summary>Ports of this machine.</summary>
internal static class LocalPort
{
    private const int First = 20_000;
    private const int Last = 31_999; // below what the system hands out by itself, so that none is gone between finding and using it

    /// <summary>Finds a port that nobody listens on.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (IsFree(port))
            {
                return port;
            }
        }
    }

    /// <summary>Says whether nobody listens on a port.</summary>
    public static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
