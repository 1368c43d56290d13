using Notify.Channels.Sdk;
using Notify.Mailbox;
using Notify.Plugins;

namespace Notify.Channels.Tests.Support;

/// <summary>The SMTP plugin, loaded as in production, with a mailbox to send to.</summary>
internal sealed class SmtpFixture : IAsyncDisposable
{
    private readonly PluginHost _host;

    private SmtpFixture(PluginHost host, MailboxServer mailbox)
    {
        _host = host;
        Mailbox = mailbox;
    }

    public MailboxServer Mailbox { get; }

    public static async Task<SmtpFixture> StartAsync(MailboxOptions? options = null) =>
        new(await PluginHost.StartAsync(PluginHost.BuiltPlugins, ("Notify:Plugins:Watch", "false")), MailboxServer.Start(options));

    public ProviderLease Rent(object? settings = null, int? port = null)
    {
        var all = new Dictionary<string, object?>
        {
            ["host"] = "localhost",
            ["port"] = port ?? Mailbox.SmtpPort,
            ["useTls"] = false,
            ["fromEmail"] = "shop@example.com",
            ["fromName"] = "The Shop",
        };
        foreach (var property in settings?.GetType().GetProperties() ?? [])
            all[property.Name] = property.GetValue(settings);
        return _host.Rent("smtp", all);
    }

    public async Task<SendOutcome> SendAsync(EmailMessage message, object? settings = null, int? port = null)
    {
        using var lease = Rent(settings, port);
        return await lease.SendAsync(message, TestLimits.Default, TestLimits.Token);
    }

    /// <summary>Sends a mail that must be accepted, and returns what arrived.</summary>
    public async Task<ReceivedMail> DeliverAsync(EmailMessage message, object? settings = null, int? port = null)
    {
        var outcome = await SendAsync(message, settings, port);
        Assert.IsType<SendOutcome.Accepted>(outcome);
        return Mailbox.Messages.Snapshot()[^1];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await Mailbox.DisposeAsync();
    }
}
