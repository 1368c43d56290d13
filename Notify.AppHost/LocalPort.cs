using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Notify.AppHost;

/// <summary>Ports of this machine.</summary>
internal static class LocalPort
{
    private const int First = 20_000;
    private const int Last = 31_999; // below what the system hands out by itself, so that none is gone between finding and using it

    private static readonly ConcurrentBag<Socket> Claims = []; // kept open for as long as this process lives

    /// <summary>
    /// Takes a port for this process's application, unless somebody listens on it or another application has taken it and does not listen yet.
    /// </summary>
    /// <returns>Whether it is taken now.</returns>
    public static bool TryClaim(int port)
    {
        if (!IsFree(port))
        {
            return false;
        }

        if (!OperatingSystem.IsLinux())
        {
            return true; // no names without files there: two that start in the same moment may want the same port
        }

        // A name in Linux's abstract namespace: one holder on the machine, no file, and gone with the process.
        var claim = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            claim.Bind(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0notify-port-{port}")));
            Claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
    }

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
