using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Notify.GraphQL.Tests.Subscriptions;

/// <summary>A Redis of one test alone, which it may kill and start again on the same port.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly int port = FreePort();
    private Process? process;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{port},abortConnect=false,connectRetry=1,connectTimeout=1000,syncTimeout=2000,keepAlive=1");

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "redis-server", ["--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
        {
            RedirectStandardOutput = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start; install it with: apt-get install redis-server");
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                _ = process.StandardOutput.ReadToEndAsync(); // so that it never waits for somebody to read
                return;
            }
        }

        throw new InvalidOperationException($"redis-server ended before it was ready on port {port}.");
    }

    public void Kill()
    {
        process?.Kill();
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Dispose() => Kill();

    /// <summary>
    /// Answers a port below those that the system gives to outgoing connections: while the server is away, nobody else gets its port,
    /// and no client that looks for it can meet itself there.
    /// </summary>
    private static int FreePort()
    {
        while (true)
        {
            var candidate = Random.Shared.Next(20_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, candidate);
            try
            {
                listener.Start();
                return candidate;
            }
            catch (SocketException)
            {
                // taken by somebody; another one is free
            }
        }
    }
}
