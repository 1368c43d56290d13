using System.Net;
using System.Net.Sockets;

namespace Notify.Channels.Sdk;

/// <summary>
/// Makes connections. The addresses that are checked are the ones that are connected to: the name is resolved once, here, so that
/// a name server that answers differently the second time gains nothing.
/// </summary>
internal sealed class GuardedDialer(Func<string, CancellationToken, Task<IPAddress[]>> resolve, bool publicOnly)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    public static GuardedDialer PublicOnly() => new(Dns.GetHostAddressesAsync, publicOnly: true);

    public static GuardedDialer Unrestricted() => new(Dns.GetHostAddressesAsync, publicOnly: false);

    /// <exception cref="DialRefusedException">The address is not allowed or cannot be reached.</exception>
    public async ValueTask<Stream> DialAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(ConnectLimit);
        try
        {
            var addresses = await ResolveAsync(host, limit.Token).ConfigureAwait(false);
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses, port, limit.Token).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        catch (SocketException exception)
        {
            throw new DialRefusedException("connect-failed", $"{host}:{port}: {exception.SocketErrorCode}.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DialRefusedException("connect-failed", $"{host}:{port} did not answer within {ConnectLimit.TotalSeconds:0} s.", exception);
        }
    }

    /// <summary>One inside address among several refuses the name: which one is used is not for the name's owner to choose.</summary>
    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw new DialRefusedException("name-resolution-failed", $"{host}: {exception.SocketErrorCode}.", exception);
        }

        if (addresses.Length == 0)
            throw new DialRefusedException("name-resolution-failed", $"{host} has no address.");
        if (publicOnly && !Array.TrueForAll(addresses, PublicAddress.IsPublic))
        {
            throw new DialRefusedException(
                DialRefusedException.AddressNotAllowed,
                $"{host} is or leads to a private, local or reserved address. Use a public address; the operator may set AllowPrivateNetworks for this plugin.");
        }

        return addresses;
    }
}
