using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Notify.Mailbox.Smtp;

namespace Notify.Mailbox;

/// <summary>An SMTP receiver that keeps what arrives in memory. Runs inside the mailbox application, or inside a test.</summary>
public sealed class MailboxServer : IAsyncDisposable
{
    private readonly MailboxOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly X509Certificate2 _certificate;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _sessions = new();
    private readonly List<Task> _accepting = [];
    private readonly List<Socket> _listeners = [];
    private long _connections;

    private MailboxServer(MailboxOptions options, TimeProvider timeProvider)
    {
        _options = options;
        _timeProvider = timeProvider;
        _certificate = SelfSignedCertificate.Make(timeProvider);
        Messages = new(options.Capacity);
    }

    /// <summary>Gets what arrived.</summary>
    public MailStore Messages { get; }

    /// <summary>Gets the misbehaviour in force.</summary>
    public MailScript Script { get; } = new();

    /// <summary>Gets the port for SMTP with STARTTLS.</summary>
    public int SmtpPort { get; private set; }

    /// <summary>Gets the port for SMTP with TLS from the first byte.</summary>
    public int SmtpsPort { get; private set; }

    /// <summary>Gets how many connections were accepted so far.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Starts listening on the loopback addresses.</summary>
    /// <param name="options">How to receive; <see langword="null"/> means the defaults: free ports, everyone may send.</param>
    /// <param name="timeProvider">Stamps arrivals; <see langword="null"/> means the system's clock.</param>
    /// <exception cref="SocketException">A port that the options name is taken.</exception>
    public static MailboxServer Start(MailboxOptions? options = null, TimeProvider? timeProvider = null)
    {
        var server = new MailboxServer(options ?? new(), timeProvider ?? TimeProvider.System);
        server.SmtpPort = server.Listen(server._options.SmtpPort, implicitTls: false);
        server.SmtpsPort = server.Listen(server._options.SmtpsPort, implicitTls: true);
        return server;
    }

    /// <summary>Stops listening and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        foreach (var listener in _listeners)
            listener.Dispose();
        await Task.WhenAll(_accepting);
        await Task.WhenAll(_sessions.Keys);
        _certificate.Dispose();
        _stopping.Dispose();
    }

    private int Listen(int port, bool implicitTls)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listeners.Add(listener);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(512);
        _accepting.Add(AcceptAsync(listener, implicitTls));
        return ((IPEndPoint)listener.LocalEndPoint!).Port; // bound above
    }

    private async Task AcceptAsync(Socket listener, bool implicitTls)
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                continue; // the client left before it was accepted
            }

            Interlocked.Increment(ref _connections);
            socket.NoDelay = true;
            var session = new SmtpSession(socket, implicitTls, _certificate, _options, Messages, Script, _timeProvider).RunAsync(_stopping.Token);
            _sessions.TryAdd(session, 0);
            _ = session.ContinueWith(
                static (ended, sessions) => ((ConcurrentDictionary<Task, byte>)sessions!).TryRemove(ended, out _), // passed below
                _sessions, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }
}
