using System.Buffers;
using System.Text;

namespace Notify.Mailbox.Smtp;

/// <summary>The bytes of a session: lines and messages in, answers out. Answers leave when the input runs dry, so pipelined commands get one packet.</summary>
internal sealed class SmtpInput(Stream stream)
{
    private readonly byte[] _input = new byte[64 * 1024];
    private readonly ArrayBufferWriter<byte> _output = new(1024);
    private Stream _stream = stream;
    private int _start;
    private int _end;

    public Stream Stream => _stream;

    public bool HasUnread => _start != _end;

    /// <summary>Goes on over another stream, such as an encrypted one.</summary>
    public void Switch(Stream stream) => _stream = stream;

    public void Answer(string line)
    {
        Encoding.UTF8.GetBytes(line, _output);
        _output.Write("\r\n"u8);
    }

    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_output.WrittenCount == 0)
            return;

        await _stream.WriteAsync(_output.WrittenMemory, cancellationToken);
        _output.ResetWrittenCount();
    }

    /// <summary>Reads a command line; <see langword="null"/> at the end of the input or when the line does not fit.</summary>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var length = _input.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_input.AsSpan(_start, length).TrimEnd((byte)'\r'));
                _start += length + 1;
                return line;
            }

            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    /// <summary>Reads a message up to the lone dot, removing stuffed dots; <see langword="null"/> when the client left before it.</summary>
    /// <returns>The message; empty when it was larger than <paramref name="limit"/>.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadMessageAsync(int limit, CancellationToken cancellationToken)
    {
        var content = new ArrayBufferWriter<byte>(2048);
        var size = 0L;
        var atLineStart = true;
        while (true)
        {
            if (TakeLines(content, limit, ref size, ref atLineStart))
                return size > limit ? ReadOnlyMemory<byte>.Empty : content.WrittenMemory;

            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    /// <summary>Reads and forgets until the client leaves.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        do
        {
            _start = _end = 0;
        }
        while (await FillAsync(cancellationToken));
    }

    private bool TakeLines(ArrayBufferWriter<byte> content, int limit, ref long size, ref bool atLineStart)
    {
        while (_start < _end)
        {
            var available = _input.AsSpan(_start, _end - _start);
            var end = available.IndexOf((byte)'\n');
            if (end < 0 && available.Length < _input.Length)
                return false; // only a line that fills the whole buffer is taken in pieces

            var line = end < 0 ? available : available[..(end + 1)];
            _start += line.Length;
            if (atLineStart && line[0] == '.')
            {
                if (line is [(byte)'.', (byte)'\r', (byte)'\n'] or [(byte)'.', (byte)'\n'])
                    return true;
                line = line[1..];
            }

            atLineStart = end >= 0;
            size += line.Length;
            if (size <= limit)
                content.Write(line);
        }

        return false;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        if (_start > 0)
        {
            _input.AsSpan(_start, _end - _start).CopyTo(_input);
            _end -= _start;
            _start = 0;
        }

        if (_end == _input.Length)
            return false;

        var read = await _stream.ReadAsync(_input.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
