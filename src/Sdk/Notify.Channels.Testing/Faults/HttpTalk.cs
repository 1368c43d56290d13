using System.Globalization;
using System.Text;

namespace Notify.Channels.Testing;

/// <summary>Reads whole requests, so that a fault can strike exactly after the last byte, and answers them: in HTTP/1.1, or in HTTP/2 when the client begins so.</summary>
internal sealed class HttpTalk(FaultConnection connection)
{
    private bool _isHttp2;
    private int _stream;

    /// <summary>Reads one request with its body.</summary>
    /// <returns>Whether there was one.</returns>
    public async ValueTask<bool> ReadAsync()
    {
        if (!_isHttp2)
        {
            var line = await connection.ReadLineAsync();
            if (line is null)
                return false;
            if (line != Http2Talk.Preface)
                return await ReadRestAsync();

            _isHttp2 = true;
            await Http2Talk.GreetAsync(connection);
        }

        _stream = await Http2Talk.ReadRequestAsync(connection);
        return _stream != 0;
    }

    public ValueTask AnswerAsync(HttpAnswer answer) => _isHttp2 ? Http2Talk.AnswerAsync(connection, _stream, answer) : AnswerInTextAsync(answer);

    private async ValueTask<bool> ReadRestAsync()
    {
        long length = 0;
        var isChunked = false;
        while (await connection.ReadLineAsync() is { Length: > 0 } field)
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = colon < 0 ? (field, "") : (field[..colon].Trim(), field[(colon + 1)..].Trim());
            if (name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                length = long.Parse(value, CultureInfo.InvariantCulture);
            isChunked |= name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase) && value.Equals("chunked", StringComparison.OrdinalIgnoreCase);
        }

        if (!isChunked)
            return await SkipAsync(length);

        while (await connection.ReadLineAsync() is { } size)
        {
            var count = long.Parse(size.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (!await SkipAsync(count) || await connection.ReadLineAsync() is null)
                return false;
            if (count == 0)
                return true;
        }

        return false;
    }

    private async ValueTask AnswerInTextAsync(HttpAnswer answer)
    {
        var body = answer.Body(connection.Echo);
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} Told\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n");
        foreach (var (name, value) in answer.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        await connection.WriteAsync($"{head}\r\n{body}");
    }

    private async ValueTask<bool> SkipAsync(long count)
    {
        var buffer = new byte[4096];
        while (count > 0)
        {
            var read = await connection.Stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), connection.StoppingToken);
            if (read == 0)
                return false;
            count -= read;
        }

        return true;
    }
}
