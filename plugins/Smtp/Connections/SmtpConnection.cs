using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Notify.Channels.Smtp.Connections;

/// <summary>A connection with its read buffer. Used by one message at a time.</summary>
internal sealed class SmtpConnection(Socket socket) : IDisposable
{
    private const int MaxReplyLines = 128;
    private readonly byte[] _input = new byte[4096]; // RFC 5321 allows 512 octets a line; servers are generous
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);
    private int _start;
    private int _end;

    /// <summary>Gets the commands to be written next.</summary>
    public ByteBuffer Commands { get; } = new();

    public SmtpExtensions Extensions { get; set; } = SmtpExtensions.None;

    public int MessagesSent { get; set; }

    /// <summary>Gets or sets whether an unfinished transaction must be reset before the next one.</summary>
    public bool NeedsReset { get; set; }

    public long IdleSince { get; set; }

    public bool IsEncrypted => _stream is SslStream;

    /// <summary>
    /// Gets whether an idle connection looks usable. A closed one, and one with an unsolicited answer (a 421 before closing), reads as ready.
    /// </summary>
    public bool LooksAlive => _start == _end && !socket.Poll(0, SelectMode.SelectRead);

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(Commands.Written, cancellationToken);
        Commands.Clear();
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    public async ValueTask<SmtpReply> CommandAsync(string command, CancellationToken cancellationToken)
    {
        Commands.Append(command).Append("\r\n"u8);
        await FlushAsync(cancellationToken);
        return await ReadReplyAsync(keepText: true, cancellationToken);
    }

    /// <summary>Reads one answer. The text of a positive one is only made when asked for: most are never looked at.</summary>
    public async ValueTask<SmtpReply> ReadReplyAsync(bool keepText, CancellationToken cancellationToken)
    {
        StringBuilder? lines = null;
        for (var count = 1; count <= MaxReplyLines; count++)
        {
            int length;
            while ((length = _input.AsSpan(_start, _end - _start).IndexOf((byte)'\n')) < 0)
                await FillAsync(cancellationToken);

            var reply = ParseLine(_input.AsSpan(_start, length), keepText, out var isLast);
            _start += length + 1;
            if (isLast && lines is null)
                return reply;

            lines ??= new StringBuilder();
            lines.Append(count == 1 ? "" : "\n").Append(reply.Text);
            if (isLast)
                return reply with { Text = lines.ToString() };
        }

        throw new SmtpProtocolException($"The server's answer has more than {MaxReplyLines} lines.");
    }

    /// <summary>Encrypts the connection. Anything the server sent in clear beyond its last answer is an injection and refused.</summary>
    public async Task EncryptAsync(SslClientAuthenticationOptions options, CancellationToken cancellationToken)
    {
        if (_start != _end)
            throw new SmtpProtocolException("The server sent clear text after its answer to STARTTLS.");

        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
    }

    /// <summary>Says goodbye without waiting for the answer.</summary>
    public async ValueTask QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteAsync("QUIT\r\n"u8.ToArray(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It is closed anyway.
        }

        Dispose();
    }

    public void Dispose() => _stream.Dispose();

    private static SmtpReply ParseLine(ReadOnlySpan<byte> line, bool keepText, out bool isLast)
    {
        line = line.TrimEnd((byte)'\r');
        if (line.Length < 3 || line[0] is < (byte)'2' or > (byte)'5' || !char.IsAsciiDigit((char)line[1]) || !char.IsAsciiDigit((char)line[2])
            || (line.Length > 3 && line[3] is not ((byte)' ' or (byte)'-')))
        {
            throw new SmtpProtocolException("The server's answer does not begin with a three-digit code.");
        }

        var code = ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + line[2] - '0';
        isLast = line.Length == 3 || line[3] == (byte)' ';
        return new(code, (keepText || code >= 400) && line.Length > 4 ? Encoding.UTF8.GetString(line[4..]) : "");
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            _end -= _start;
            _start = 0;
        }

        if (_end == _input.Length)
            throw new SmtpProtocolException($"A line of the server's answer is longer than {_input.Length} octets.");

        var read = await _stream.ReadAsync(_input.AsMemory(_end), cancellationToken);
        if (read == 0)
            throw new SmtpProtocolException("The server closed the connection.");
        _end += read;
    }
}
