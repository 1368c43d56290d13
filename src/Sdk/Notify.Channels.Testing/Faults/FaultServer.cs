using System.Net;
using System.Net.Sockets;

namespace Notify.Channels.Testing;

/// <summary>A TCP server on the loopback that fails as told: real sockets, and no HTTP library that would make an answer well-formed.</summary>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<FaultConnection, Task>? _talk;
    private readonly Task _accepting;
    private int _connections;
    private int _disposed;

    private FaultServer(string scheme, Func<FaultConnection, Task>? talk)
    {
        _talk = talk;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port; // bound above
        Url = new Uri($"{scheme}://127.0.0.1:{Port}/");
        _accepting = talk is null ? Task.CompletedTask : AcceptAsync();
    }

    /// <summary>Gets where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Gets the port.</summary>
    public int Port { get; }

    /// <summary>Gets how many connections were made to it.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets a task that completes when a script first calls <see cref="FaultConnection.Reached"/>: the server has what it wanted, and the fault begins.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Gets or sets what the provider's sentence of a failure repeats of the request.</summary>
    public string Echo { get; set; } = "";

    /// <summary>Starts a server that runs a script on every connection.</summary>
    /// <param name="talk">The script; when it ends, the connection is closed.</param>
    /// <param name="scheme">The scheme of <see cref="Url"/>.</param>
    public static FaultServer Start(Func<FaultConnection, Task> talk, string scheme = "http")
    {
        ArgumentNullException.ThrowIfNull(talk);
        return new(scheme, talk);
    }

    /// <summary>Reserves a port on which nobody listens.</summary>
    /// <param name="scheme">The scheme of <see cref="Url"/>.</param>
    public static FaultServer Refusing(string scheme = "http") => new(scheme, null);

    /// <summary>Starts a server that gives every HTTP request the same answer.</summary>
    /// <param name="answer">The answer.</param>
    public static FaultServer Answering(HttpAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Start(async connection =>
        {
            var talk = new HttpTalk(connection);
            while (await talk.ReadAsync())
            {
                connection.Reached();
                await talk.AnswerAsync(answer);
            }
        });
    }

    /// <summary>Starts a server that accepts connections, reads, and says nothing.</summary>
    public static FaultServer Silent() => Start(static async connection =>
    {
        connection.Reached();
        await connection.StayAsync();
    });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        await _stopping.CancelAsync();
        await _accepting;
        _socket.Dispose();
        _stopping.Dispose();
    }

    internal void SetReached() => _reached.TrySetResult();

    private async Task AcceptAsync()
    {
        _socket.Listen();
        var talks = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _socket.AcceptAsync(_stopping.Token);
                Interlocked.Increment(ref _connections);
                talks.Add(Task.Run(() => TalkAsync(client)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(Socket client)
    {
        using var connection = new FaultConnection(this, client, _stopping.Token);
        try
        {
            await _talk!(connection); // only a server with a script accepts
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client left, or the test is over.
        }
    }
}
