using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class RealServerTests
{
    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Speaks_starttls_login_and_smtputf8_with_aiosmtpd(string mechanism)
    {
        await using var aiosmtpd = await ForeignServer.StartAiosmtpdAsync();
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain("жанна@example.com") with { Subject = "Grüße", Text = "Zeile\n.\nEnde" };

        var outcome = await smtp.SendAsync(
            message, new { useTls = true, acceptInvalidCertificates = true, username = "shop", password = "s3cret", authMechanism = mechanism }, aiosmtpd.Port);

        Assert.Equal("AIO1", Assert.IsType<SendOutcome.Accepted>(outcome).ProviderMessageId);
        using var mail = JsonDocument.Parse((await aiosmtpd.Output.ReadLineAsync(TestLimits.Token))!);
        Assert.Equal(("shop@example.com", "жанна@example.com"), (mail.RootElement.GetProperty("from").GetString(), mail.RootElement.GetProperty("to")[0].GetString()));
        Assert.Equal((true, "shop"), (mail.RootElement.GetProperty("tls").GetBoolean(), mail.RootElement.GetProperty("user").GetString()));
        using var python = PythonMail.Parser.Start();
        var parsed = python.Parse(mail.RootElement.GetProperty("content").GetBytesFromBase64());
        Assert.Equal(("Grüße", message.Text), (parsed.Subject, parsed.Text!.TrimEnd('\n')));
    }

    [Fact]
    public async Task Is_told_by_aiosmtpd_that_the_password_is_wrong()
    {
        await using var aiosmtpd = await ForeignServer.StartAiosmtpdAsync();
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(
            Emails.Plain(), new { useTls = true, acceptInvalidCertificates = true, username = "shop", password = "wr0ng" }, aiosmtpd.Port);

        Assert.Equal("Misconfigured 535-5.7.8", Outcomes.Describe(outcome));
    }

    [Theory]
    [InlineData]
    [InlineData("-p")]
    [InlineData("-e")]
    public async Task Sends_many_to_smtp_sink(params string[] arguments)
    {
        await using var sink = await ForeignServer.StartSmtpSinkAsync(arguments);
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(port: sink.Port);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token).AsTask()));

        Assert.All(outcomes, static outcome => Assert.Equal("Accepted", Outcomes.Describe(outcome)));
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("rcpt")]
    [InlineData("data")]
    [InlineData(".")]
    public async Task Understands_what_smtp_sink_refuses(string command)
    {
        await using var sink = await ForeignServer.StartSmtpSinkAsync("-f", command);
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("Rejected 500-5.3.0", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: sink.Port)));
    }

    [Fact]
    public async Task Passes_through_a_real_postfix_unharmed()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        await using var postfix = await ForeignServer.StartPostfixAsync(smtp.Mailbox.SmtpPort);
        var message = Emails.Plain() with
        {
            Subject = "Bestellung – 1042 🚚 " + new string('ü', 200),
            Text = ".\n..\nGrüße " + new string('x', 2000) + "\n.",
            Html = "<p>" + new string('a', 3000) + "</p>",
            Attachments = [new() { FileName = "Ж.bin", ContentType = "application/octet-stream", Content = Enumerable.Range(0, 5000).Select(static i => (byte)i).ToArray() }],
        };

        Assert.IsType<SendOutcome.Accepted>(await smtp.SendAsync(message, new { useTls = true, acceptInvalidCertificates = true }, postfix.Port));
        await smtp.Mailbox.Messages.WaitForAsync(1, TestLimits.Token);

        using var python = PythonMail.Parser.Start();
        var raw = smtp.Mailbox.Messages.Snapshot()[0].Content;
        var mail = python.Parse(raw);
        Assert.Equal((message.Subject, message.Text, message.Html), (mail.Subject, mail.Text, mail.Html));
        Assert.Equal(message.Attachments[0].Content.ToArray(), Assert.Single(mail.Attachments).Content);
        Assert.Equal(1, Encoding.Latin1.GetString(raw.Span).Split("\r\nMessage-ID:").Length - 1);
    }

    [Fact]
    public async Task Understands_what_a_real_postfix_refuses()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        await using var postfix = await ForeignServer.StartPostfixAsync(smtp.Mailbox.SmtpPort);
        using var lease = smtp.Rent(port: postfix.Port);
        async Task<string> SendAsync(EmailMessage message) => Outcomes.Describe(await lease.SendAsync(message, TestLimits.Default, TestLimits.Token));

        Assert.Equal("EndpointGone 550-5.1.1", await SendAsync(Emails.Plain("gone@example.com")));
        Assert.Equal("Transient 450-4.2.0", await SendAsync(Emails.Plain("grey@example.com")));
        Assert.Equal("Rejected too-large", await SendAsync(Emails.Plain() with { Text = string.Concat(Enumerable.Repeat("0123456789\n", 10_000)) }));
        Assert.Equal("Accepted", await SendAsync(Emails.Plain()));
    }
}
