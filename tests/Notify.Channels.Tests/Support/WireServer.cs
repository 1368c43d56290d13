using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Notify.Channels.Tests.Support;

/// <summary>A TCP server that answers what a test wants, for states that a real mail server will not give.</summary>
internal sealed class WireServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Conversation, Task> _talk;
    private readonly Task _accepting;

    private WireServer(Func<Conversation, Task> talk)
    {
        _talk = talk;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Received { get; } = [];

    public static WireServer Start(Func<Conversation, Task> talk) => new(talk);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var talks = new List<Task>();
        try
        {
            for (var number = 1; ; number++)
                talks.Add(TalkAsync(await _listener.AcceptTcpClientAsync(_stopping.Token), number));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client, int number)
    {
        using (client)
        {
            try
            {
                using var conversation = new Conversation(client.GetStream(), number, Received, _stopping.Token);
                await _talk(conversation);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The client left or the test is over.
            }
        }
    }

    internal sealed class Conversation(NetworkStream stream, int number, ConcurrentQueue<string> received, CancellationToken stopping) : IDisposable
    {
        private readonly StreamReader _reader = new(stream, new UTF8Encoding(false));

        /// <summary>Gets the number of the connection, from 1.</summary>
        public int Number => number;

        public async Task SayAsync(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopping);

        public async Task<string?> HearAsync()
        {
            var line = await _reader.ReadLineAsync(stopping);
            if (line is not null)
                received.Enqueue(line);
            return line;
        }

        /// <summary>Reads lines up to one that is equal to <paramref name="last"/>.</summary>
        public async Task HearUntilAsync(string last)
        {
            while (await HearAsync() is { } line && line != last)
            {
            }
        }

        /// <summary>Greets, answers EHLO, and reads the pipelined envelope.</summary>
        public async Task GreetAsync(string extensions = "250-fake\r\n250 PIPELINING\r\n")
        {
            await SayAsync("220 fake\r\n");
            await HearAsync();
            await SayAsync(extensions);
        }

        public void Dispose() => _reader.Dispose();

        public Task StayAsync() => Task.Delay(Timeout.Infinite, stopping);
    }
}
