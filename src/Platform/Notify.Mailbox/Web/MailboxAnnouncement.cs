namespace Notify.Mailbox.Web;

/// <summary>Starts receiving with the host and says where.</summary>
internal sealed partial class MailboxAnnouncement(MailboxServer server, ILogger<MailboxAnnouncement> logger) : IHostedService
{
    private readonly ILogger _logger = logger;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogListening(server.SmtpPort, server.SmtpsPort);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(5001, LogLevel.Information, "Receiving mail on port {SmtpPort} (STARTTLS) and {SmtpsPort} (TLS).")]
    private partial void LogListening(int smtpPort, int smtpsPort);
}
