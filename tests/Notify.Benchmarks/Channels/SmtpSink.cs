using System.Net;
using System.Net.Sockets;

namespace Notify.Benchmarks.Channels;

/// <summary>An SMTP server that counts mails, keeps the first, and does as little as a server can.</summary>
internal sealed class SmtpSink : IDisposable
{
    private static readonly byte[] Greeting = "220 sink ESMTP\r\n"u8.ToArray();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private byte[]? first;
    private int count;

    public SmtpSink() => listener.Start(backlog: 512);

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Count => Volatile.Read(ref count);

    /// <summary>Gets the first mail with the dot that ends it.</summary>
    public byte[] FirstContent => Volatile.Read(ref first) ?? [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptSocketAsync(cancellationToken));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the run.
        }
    }

    public void Dispose() => listener.Dispose();

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var (buffer, replies) = (new byte[64 * 1024], new MemoryStream());
            await socket.SendAsync(Greeting);
            var (length, isContent) = (0, false);
            try
            {
                while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var read)
                {
                    length += read;
                    var taken = Take(buffer.AsSpan(0, length), ref isContent, replies);
                    buffer.AsSpan(taken, length - taken).CopyTo(buffer);
                    length -= taken;
                    if (replies.Length > 0)
                    {
                        await socket.SendAsync(replies.GetBuffer().AsMemory(0, (int)replies.Length));
                        replies.SetLength(0);
                    }
                }
            }
            catch (SocketException)
            {
                // The client left without a word.
            }
        }
    }

    /// <summary>Answers what has come as a whole.</summary>
    /// <returns>How many bytes were of it.</returns>
    private int Take(ReadOnlySpan<byte> input, ref bool isContent, MemoryStream replies)
    {
        var taken = 0;
        while (true)
        {
            var rest = input[taken..];
            var end = isContent ? rest.IndexOf("\r\n.\r\n"u8) : rest.IndexOf((byte)'\n');
            if (end < 0)
            {
                return taken;
            }

            if (isContent)
            {
                end += "\r\n.\r\n".Length;
                if (Volatile.Read(ref first) is null)
                {
                    Volatile.Write(ref first, rest[..end].ToArray());
                }

                Interlocked.Increment(ref count);
                replies.Write("250 taken\r\n"u8);
                isContent = false;
                taken += end;
                continue;
            }

            taken += end + 1;
            isContent = Answer(rest[..end], replies);
        }
    }

    /// <returns>Whether the content follows.</returns>
    private static bool Answer(ReadOnlySpan<byte> line, MemoryStream replies)
    {
        var isData = line.StartsWith("DATA"u8);
        replies.Write(
            isData ? "354 go on\r\n"u8
            : line.StartsWith("EHLO"u8) ? "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"u8
            : line.StartsWith("QUIT"u8) ? "221 bye\r\n"u8
            : "250 OK\r\n"u8);
        return isData;
    }
}
