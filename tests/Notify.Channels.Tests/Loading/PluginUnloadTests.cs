using Notify.Channels.Sdk;
using Notify.Channels.Tests.Smtp;
using Notify.Channels.Tests.Support;
using Notify.Mailbox;
using Notify.Plugins;

namespace Notify.Channels.Tests.Loading;

public sealed class PluginUnloadTests
{
    [Theory]
    [InlineData("rsa")]
    [InlineData("ed25519")]
    public async Task The_smtp_plugin_leaves_memory_after_signing_and_sending_over_tls(string algorithm)
    {
        await using var mailbox = MailboxServer.Start();
        var message = Emails.Plain("жанна@пример.рф") with
        {
            Subject = "Grüße",
            Html = "<p>Grüße</p>",
            ReplyTo = [new() { Address = "help@bücher.example", Name = "Hilfe" }],
            Headers = new Dictionary<string, string> { ["References"] = "<a@b>", ["List-Help"] = "<https://e.example/h>", ["Resent-From"] = "A <a@b.example>", ["X-Order"] = "1042" },
            Attachments = [new() { FileName = "Ж.bin", ContentType = "application/octet-stream", Content = new byte[10_000] }],
        };

        await SendAndRemoveAsync(
            "Notify.Channels.Smtp", "smtp",
            new
            {
                host = "localhost",
                port = mailbox.SmtpPort,
                acceptInvalidCertificates = true,
                fromEmail = "a@example.com",
                dkimDomain = "example.com",
                dkimSelector = "s1",
                dkimPrivateKey = DkimKeys.Of(algorithm).Pem,
            },
            message);

        Assert.True(Assert.Single(mailbox.Messages.Snapshot()).Tls);
    }

    [Fact]
    public async Task The_webhook_plugin_leaves_memory_after_calling()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(200);

        await SendAndRemoveAsync(
            "Notify.Channels.Webhook", "webhook", new { },
            new WebhookMessage { DeliveryId = "d-1", Attempt = 1, Address = endpoint.Url, OccurredAt = default, Payload = "{}"u8.ToArray() });

        Assert.Single(endpoint.Calls);
    }

    [Fact]
    public async Task The_smtp_plugin_leaves_memory_after_reading_reports()
    {
        byte[][] reports = [Reports.Postfix("5.1.1"), Reports.Exchange(), Reports.Gmail(), Reports.Qmail(), Reports.Complaint(), Reports.Encoded(), Reports.International()];

        await UseAndRemoveAsync(
            "Notify.Channels.Smtp", "smtp",
            new { host = "localhost", fromEmail = "a@example.com", bounceAddress = "bounces@example.com", bounceSecret = Reports.Secret },
            async lease =>
            {
                foreach (var report in reports)
                    Assert.Single(Assert.IsType<CallbackResult.Verified>(await lease.ReceiveAsync(Reports.Request(report), TestLimits.Default, TestLimits.Token)).Events);
            });
    }

    private static Task SendAndRemoveAsync(string built, string pluginId, object settings, ChannelMessage message) => UseAndRemoveAsync(
        built, pluginId, settings, async lease => Assert.IsType<SendOutcome.Accepted>(await lease.SendAsync(message, TestLimits.Default, TestLimits.Token)));

    private static async Task UseAndRemoveAsync(string built, string pluginId, object settings, Func<ProviderLease, Task> use)
    {
        using var folders = new PluginFolders();
        var name = $"Leaves.{pluginId}";
        var folder = Directory.CreateDirectory(folders.File(name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(PluginHost.BuiltPlugins, built)))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        await using var host = await PluginHost.StartAsync(folders.Path, ("Notify:Plugins:Options:webhook:AllowPrivateNetworks", "true"));

        using (var lease = host.Rent(pluginId, settings))
            await use(lease);
        Directory.Delete(folder, recursive: true);
        await host.UntilAsync(plugins => !plugins.TryFind(pluginId, out _));

        await LoadContexts.CollectedAsync($"plugin {name} ", expectedLeft: 0);
    }
}
