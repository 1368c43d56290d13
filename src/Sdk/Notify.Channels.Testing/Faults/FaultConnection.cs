using System.Net.Sockets;
using System.Text;

namespace Notify.Channels.Testing;

/// <summary>The server's end of one connection. Used by one script at a time.</summary>
public sealed class FaultConnection : IDisposable
{
    private readonly FaultServer _server;
    private readonly Socket _socket;
    private readonly NetworkStream _stream;

    internal FaultConnection(FaultServer server, Socket socket, CancellationToken stoppingToken)
    {
        _server = server;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
        StoppingToken = stoppingToken;
    }

    /// <summary>Gets the token that ends with the server.</summary>
    public CancellationToken StoppingToken { get; }

    /// <summary>Gets the connection's bytes.</summary>
    public Stream Stream => _stream;

    /// <summary>Gets what the provider's sentence of a failure repeats of the request.</summary>
    public string Echo => _server.Echo;

    /// <summary>Says that the server has what it wanted: from here on the fault takes effect.</summary>
    public void Reached() => _server.SetReached();

    /// <summary>Writes text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    public ValueTask WriteAsync(string text) => _stream.WriteAsync(Encoding.UTF8.GetBytes(text), StoppingToken);

    /// <summary>Reads a line, without its end.</summary>
    /// <returns>The line; <see langword="null"/> when the client has closed.</returns>
    public async ValueTask<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (await _stream.ReadAsync(next, StoppingToken) == 1)
        {
            if (next[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(next[0]);
        }

        return null;
    }

    /// <summary>Reads lines up to one that equals <paramref name="last"/>.</summary>
    /// <param name="last">The last line to read.</param>
    /// <returns>Whether it came before the client closed.</returns>
    public async ValueTask<bool> ReadUntilAsync(string last)
    {
        while (await ReadLineAsync() is { } line)
        {
            if (line == last)
                return true;
        }

        return false;
    }

    /// <summary>Closes at once with a reset (RST), so that what was not yet read is lost.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Reads and drops whatever comes, until the client leaves or the server stops.</summary>
    public async Task StayAsync() => await _stream.CopyToAsync(Stream.Null, StoppingToken);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
