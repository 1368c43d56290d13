using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.Pipeline;

/// <summary>One SMTP session that knows one mail: two round trips for each.</summary>
internal sealed class FloorSmtp : IDisposable
{
    private static readonly byte[] Envelope = "MAIL FROM:<shop@example.com>\r\nRCPT TO:<user@example.com>\r\nDATA\r\n"u8.ToArray();
    private static readonly byte[] Content = Encoding.ASCII.GetBytes(
        $"From: shop@example.com\r\nTo: user@example.com\r\nSubject: {Messages.Subject}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{Messages.Body}\r\n.\r\n");

    private readonly TcpClient client;
    private readonly StreamReader replies;

    private FloorSmtp(TcpClient client)
    {
        this.client = client;
        replies = new StreamReader(client.GetStream(), Encoding.ASCII);
    }

    public static async Task<FloorSmtp> ConnectAsync(int port, CancellationToken cancellationToken)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        var session = new FloorSmtp(client);
        await session.ReadAsync('2', cancellationToken);
        await session.client.GetStream().WriteAsync("EHLO floor\r\n"u8.ToArray(), cancellationToken);
        await session.ReadAsync('2', cancellationToken);
        return session;
    }

    /// <summary>Sends mails until <paramref name="cancellationToken"/> ends.</summary>
    public async Task RunAsync(ChannelReader<FloorGroup> mails, CancellationToken cancellationToken)
    {
        await foreach (var group in mails.ReadAllAsync(cancellationToken))
        {
            await client.GetStream().WriteAsync(Envelope, cancellationToken);
            await ReadAsync('2', cancellationToken);
            await ReadAsync('2', cancellationToken);
            await ReadAsync('3', cancellationToken);
            await client.GetStream().WriteAsync(Content, cancellationToken);
            await ReadAsync('2', cancellationToken);
            group.MarkOneSent();
        }
    }

    public void Dispose()
    {
        replies.Dispose();
        client.Dispose();
    }

    private async Task ReadAsync(char expected, CancellationToken cancellationToken)
    {
        string? line;
        do
        {
            line = await replies.ReadLineAsync(cancellationToken);
            if (line is null || line[0] != expected)
            {
                throw new IOException($"The mailbox answered '{line}' where {expected}xx was expected.");
            }
        }
        while (line.Length > 3 && line[3] == '-');
    }
}
