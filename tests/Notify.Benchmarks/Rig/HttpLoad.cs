using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Notify.Benchmarks.Rig;

/// <summary>
/// Sends prepared requests over keep-alive connections, one at a time on each, and checks each status. It works on raw sockets because
/// it shares the processors with what it measures: every cycle it saves is one it does not take away.
/// </summary>
internal static class HttpLoad
{
    private const int Connections = 32;

    /// <summary>Makes a GET.</summary>
    public static byte[] Get(Uri server, string path) => Encoding.UTF8.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");

    /// <summary>Makes a POST of JSON.</summary>
    public static byte[] Post(Uri server, string path, string? authorization, string json) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n{(authorization is null ? "" : $"Authorization: {authorization}\r\n")}"
        + $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    /// <summary>Sends a request by an ordinary client's rules and reads the answer's body.</summary>
    public static async Task<string> ReadAsync(Uri server, string path, string? json, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = server };
        using var content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = content is null ? await client.GetAsync(path, cancellationToken) : await client.PostAsync(path, content, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Sends <paramref name="count"/> requests.</summary>
    /// <returns>Answers a second.</returns>
    public static async Task<double> RunAsync(Uri server, int count, Func<int, byte[]> request, int expectedStatus, CancellationToken cancellationToken)
    {
        var next = -1;
        var clients = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(server.Host, server.Port, cancellationToken);
            return client;
        }));
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(async client =>
        {
            using (client)
            {
                var buffer = new byte[16 * 1024];
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    await client.Client.SendAsync(request(i), cancellationToken);
                    var answer = await ReceiveAsync(client.Client, buffer, cancellationToken);
                    if (StatusOf(answer.Span) != expectedStatus)
                    {
                        throw new InvalidOperationException($"{server} answered instead of {expectedStatus}: {Encoding.UTF8.GetString(answer.Span)}");
                    }
                }
            }
        }));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static int StatusOf(ReadOnlySpan<byte> answer) => int.Parse(answer.Slice("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    private static async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        for (var length = 0; ;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException($"The server closed the connection after {length} bytes of an answer.");
            }

            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
            {
                return buffer.AsMemory(0, length);
            }
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var body = answer[(headEnd + 4)..];
        var head = Encoding.ASCII.GetString(answer[..headEnd]);
        const string Length = "\r\nContent-Length: ";
        var at = head.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return body.EndsWith("0\r\n\r\n"u8); // chunked
        }

        var value = head.AsSpan(at + Length.Length);
        var end = value.IndexOf('\r');
        return body.Length >= int.Parse(end < 0 ? value : value[..end], NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
