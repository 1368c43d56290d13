using System.Net.Sockets;
using System.Threading.Channels;

namespace Notify.Benchmarks.Channels;

/// <summary>Bare sockets that write the same envelope and content over as many sessions as the plugin keeps: two round trips for each mail.</summary>
internal sealed class BareSmtp : IDisposable
{
    private static readonly byte[] Envelope = "MAIL FROM:<shop@example.com>\r\nRCPT TO:<alice@example.com>\r\nDATA\r\n"u8.ToArray();
    private readonly Channel<Session> idle = Channel.CreateUnbounded<Session>();
    private readonly List<Session> sessions = [];
    private readonly byte[] content;

    private BareSmtp(byte[] content) => this.content = content;

    public static async Task<BareSmtp> ConnectAsync(int port, int connections, byte[] content, CancellationToken cancellationToken)
    {
        var smtp = new BareSmtp(content);
        for (var i = 0; i < connections; i++)
        {
            var session = new Session(new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }, new byte[1_024]);
            smtp.sessions.Add(session);
            await session.Socket.ConnectAsync("127.0.0.1", port, cancellationToken);
            await session.ReadAsync(replies: 1, cancellationToken);
            await session.Socket.SendAsync("HELO bare\r\n"u8.ToArray(), cancellationToken);
            await session.ReadAsync(replies: 1, cancellationToken);
            smtp.idle.Writer.TryWrite(session);
        }

        return smtp;
    }

    public async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        var session = await idle.Reader.ReadAsync(cancellationToken);
        await session.Socket.SendAsync(Envelope, cancellationToken);
        await session.ReadAsync(replies: 3, cancellationToken);
        await session.Socket.SendAsync(content, cancellationToken);
        await session.ReadAsync(replies: 1, cancellationToken);
        idle.Writer.TryWrite(session);
    }

    public void Dispose() => sessions.ForEach(static session => session.Socket.Dispose());

    private sealed record Session(Socket Socket, byte[] Buffer)
    {
        public async ValueTask ReadAsync(int replies, CancellationToken cancellationToken)
        {
            for (var length = 0; Buffer.AsSpan(0, length).Count((byte)'\n') < replies;)
            {
                var read = await Socket.ReceiveAsync(Buffer.AsMemory(length), cancellationToken);
                length += read > 0 ? read : throw new IOException("The sink closed the connection.");
            }

            if (Buffer[0] is not ((byte)'2' or (byte)'3'))
            {
                throw new IOException("The sink refused a mail.");
            }
        }
    }
}
