using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Model;

namespace Notify.LocalHosting.Processes;

/// <summary>
/// Gives every endpoint its port once per run, so that a restarted resource keeps its address, and keeps other AppHosts from
/// giving the same port while nobody listens on it yet.
/// </summary>
internal sealed class PortAllocator(IConfiguration configuration) : IDisposable
{
    public const string RandomizeKey = "AppHost:RandomizePorts";
    private const int FirstFree = 20_000; // below the range the kernel takes client ports from, so a connection never sits on one
    private const int FreeCount = 12_000;
    private readonly Dictionary<int, Socket?> given = [];
    private readonly Lock gate = new();

    public void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.All<EndpointAnnotation>())
        {
            var port = endpoint switch
            {
                { Port: { } wanted, PortIsPreference: false } => wanted,
                { Port: { } preferred } when TryPrefer(preferred) => preferred,
                _ => Free(),
            };
            endpoint.Allocation.TrySetResult(port);
        }
    }

    /// <summary>Takes a preferred port, unless somebody listens on it or all ports are to be random.</summary>
    public bool TryPrefer(int port) => !configuration.GetValue<bool>(RandomizeKey) && TryTake(port);

    /// <summary>Finds a port nobody listens on, and does not give it twice.</summary>
    public int Free()
    {
        for (var attempt = 0; attempt < FreeCount; attempt++)
        {
            var candidate = FirstFree + Random.Shared.Next(FreeCount);
            if (TryTake(candidate))
            {
                return candidate;
            }
        }

        throw new DistributedApplicationException(
            $"No free port between {FirstFree} and {FirstFree + FreeCount} after {FreeCount} tries. Is something taking them all?");
    }

    /// <summary>Fails when somebody else listens on an endpoint of the resource.</summary>
    public static void EnsureFree(IResource resource)
    {
        foreach (var endpoint in resource.All<EndpointAnnotation>())
        {
            var port = endpoint.Allocation.Task.Result; // ports are given before anything starts
            if (!IsFree(port))
            {
                throw new DistributedApplicationException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {port} for endpoint '{endpoint.Name}' of '{resource.Name}' is taken by another program. Stop that program (find it with: ss -ltnp 'sport = :{port}'), or give the endpoint another port."));
            }
        }
    }

    public void Dispose()
    {
        foreach (var reservation in given.Values)
        {
            reservation?.Dispose();
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private bool TryTake(int port)
    {
        lock (gate)
        {
            return !given.ContainsKey(port) && IsFree(port) && TryReserve(port, out var reservation) && given.TryAdd(port, reservation);
        }
    }

    // A name in Linux's abstract socket space, where ports live too: taken by one process at a time, and free again when it ends.
    private static bool TryReserve(int port, out Socket? reservation)
    {
        reservation = null;
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        reservation = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            reservation.Bind(new UnixDomainSocketEndPoint(string.Create(CultureInfo.InvariantCulture, $"\0notify-port-{port}")));
            return true;
        }
        catch (SocketException)
        {
            reservation.Dispose();
            return false;
        }
    }
}
