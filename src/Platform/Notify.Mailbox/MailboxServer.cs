using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Notify.Mailbox.Smtp;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.Storage;

namespace Notify.Mailbox;

/// <summary>An SMTP receiver that keeps what arrives in memory. Runs inside the mailbox application, or inside a test.</summary>
public sealed class MailboxServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly X509Certificate2 _certificate;
    private readonly BoundListener _starttls;
    private readonly BoundListener _tls;
    private readonly Task _running;

    private MailboxServer(MailboxOptions options, TimeProvider timeProvider)
    {
        Messages = new(options.Capacity);
        _starttls = new(options.SmtpPort);
        _tls = new(options.SmtpsPort);
        _certificate = SelfSignedCertificate.Make(timeProvider);
        var session = new MailboxSession(options, Messages, Script, timeProvider);
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new BoundListeners(_starttls, _tls));
        services.Add(new OfferedExtensions(options));
        services.Add((IMailboxFilter)session);
        services.Add((IMessageStore)session);
        services.Add((IUserAuthenticator)session);
        var server = new SmtpServer.SmtpServer(Rules(options, session), services);
        server.SessionCreated += (_, about) => session.Follow(about.Context);
        _running = server.StartAsync(_stopping.Token);
    }

    /// <summary>Gets what arrived.</summary>
    public MailStore Messages { get; }

    /// <summary>Gets the misbehaviour in force.</summary>
    public MailScript Script { get; } = new();

    /// <summary>Gets the port for SMTP with STARTTLS.</summary>
    public int SmtpPort => _starttls.EndPoint.Port;

    /// <summary>Gets the port for SMTP with TLS from the first byte.</summary>
    public int SmtpsPort => _tls.EndPoint.Port;

    /// <summary>Gets how many connections were accepted so far.</summary>
    public long Connections => _starttls.Accepted + _tls.Accepted;

    /// <summary>Starts listening on the loopback addresses.</summary>
    /// <param name="options">How to receive; <see langword="null"/> means the defaults: free ports, everyone may send.</param>
    /// <param name="timeProvider">Stamps arrivals; <see langword="null"/> means the system's clock.</param>
    /// <exception cref="SocketException">A port that the options name is taken.</exception>
    public static MailboxServer Start(MailboxOptions? options = null, TimeProvider? timeProvider = null) => new(options ?? new(), timeProvider ?? TimeProvider.System);

    /// <summary>Stops listening and ends all sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _certificate.Dispose();
        _stopping.Dispose();
    }

    /// <summary>No limits of the library's own: sessions stay as long as clients do, however often they are refused.</summary>
    private ISmtpServerOptions Rules(MailboxOptions options, MailboxSession session)
    {
        var offersTls = !options.Withhold.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase);
        return new SmtpServerOptionsBuilder()
            .ServerName("localhost")
            .CustomSmtpGreeting(session.Greet)
            .MaxRetryCount(int.MaxValue)
            .MaxAuthenticationAttempts(int.MaxValue)
            .CommandWaitTimeout(Timeout.InfiniteTimeSpan)
            .Endpoint(EndPoint(_starttls, isSecure: false, offersTls))
            .Endpoint(EndPoint(_tls, isSecure: true, offersTls: true))
            .Build();
    }

    private IEndpointDefinition EndPoint(BoundListener listener, bool isSecure, bool offersTls)
    {
        var definition = new EndpointDefinitionBuilder()
            .Endpoint(listener.EndPoint)
            .IsSecure(isSecure)
            .AllowUnsecureAuthentication()
            .SessionTimeout(Timeout.InfiniteTimeSpan)
            .SupportedSslProtocols(SslProtocols.None); // what the system allows
        return (offersTls ? definition.Certificate(_certificate) : definition).Build();
    }
}
