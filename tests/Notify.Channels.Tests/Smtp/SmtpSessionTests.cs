using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Mailbox;

namespace Notify.Channels.Tests.Smtp;

public sealed class SmtpSessionTests
{
    [Fact]
    public async Task Delivers_in_clear_text_when_tls_is_off()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var mail = await smtp.DeliverAsync(Emails.Plain());

        Assert.Equal(("shop@example.com", "alice@example.com", false), (mail.From, mail.To[0], mail.Tls));
    }

    [Fact]
    public async Task Delivers_over_starttls()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var mail = await smtp.DeliverAsync(Emails.Plain(), new { useTls = true, acceptInvalidCertificates = true });

        Assert.True(mail.Tls);
    }

    [Fact]
    public async Task Delivers_over_implicit_tls()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var mail = await smtp.DeliverAsync(Emails.Plain(), new { useSsl = true, acceptInvalidCertificates = true }, smtp.Mailbox.SmtpsPort);

        Assert.True(mail.Tls);
    }

    [Fact]
    public async Task Refuses_a_certificate_that_nobody_vouches_for()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(Emails.Plain(), new { useTls = true });

        Assert.Equal("tls-failed", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Equal(0, smtp.Mailbox.Messages.Total);
    }

    [Fact]
    public async Task Never_falls_back_to_clear_text_when_tls_is_required()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Withhold = { "STARTTLS" } });

        var outcome = await smtp.SendAsync(Emails.Plain(), new { useTls = true });

        Assert.Equal("starttls-not-offered", Assert.IsType<SendOutcome.Misconfigured>(outcome).Code);
        Assert.Equal(0, smtp.Mailbox.Messages.Total);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_optional_starttls_when_it_is_offered(bool isOffered)
    {
        var options = new MailboxOptions();
        if (!isOffered)
            options.Withhold.Add("STARTTLS");
        await using var smtp = await SmtpFixture.StartAsync(options);

        var mail = await smtp.DeliverAsync(Emails.Plain(), new { opportunisticTls = true, acceptInvalidCertificates = true });

        Assert.Equal(isOffered, mail.Tls);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("XOAUTH2")]
    public async Task Logs_in_by_every_mechanism(string mechanism)
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "shop", Password = "s3cret" });

        var mail = await smtp.DeliverAsync(Emails.Plain(), new { username = "shop", password = "s3cret", authMechanism = mechanism });

        Assert.Equal("shop", mail.AuthUser);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("XOAUTH2")]
    public async Task Blames_the_integration_for_wrong_credentials(string mechanism)
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "shop", Password = "s3cret" });

        var outcome = await smtp.SendAsync(Emails.Plain(), new { username = "shop", password = "wr0ng", authMechanism = mechanism });

        var misconfigured = Assert.IsType<SendOutcome.Misconfigured>(outcome);
        Assert.Equal("535-5.7.8", misconfigured.Code);
        Assert.DoesNotContain("wr0ng", misconfigured.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blames_the_integration_when_the_server_wants_a_login()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "shop", Password = "s3cret" });

        Assert.Equal("530-5.7.0", Assert.IsType<SendOutcome.Misconfigured>(await smtp.SendAsync(Emails.Plain())).Code);
    }

    [Fact]
    public async Task Verifies_without_sending()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "shop", Password = "s3cret" });
        using var good = smtp.Rent(new { username = "shop", password = "s3cret" });
        using var bad = smtp.Rent(new { username = "shop", password = "wr0ng" });

        var valid = await good.VerifyAsync(TestLimits.Default, TestLimits.Token);
        var invalid = await bad.VerifyAsync(TestLimits.Default, TestLimits.Token);

        Assert.True(valid!.IsValid);
        Assert.Equal((false, "535-5.7.8"), (invalid!.IsValid, invalid.Code));
        Assert.Contains($"localhost:{smtp.Mailbox.SmtpPort}", invalid.Detail, StringComparison.Ordinal);
        Assert.Equal(0, smtp.Mailbox.Messages.Total);
    }

    [Theory]
    [InlineData("PIPELINING")]
    [InlineData("SIZE")]
    [InlineData("8BITMIME")]
    public async Task Does_without_an_extension(string extension)
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Withhold = { extension } });

        Assert.Equal("alice@example.com", (await smtp.DeliverAsync(Emails.Plain())).To[0]);
    }

    [Fact]
    public async Task Refuses_what_is_larger_than_the_server_takes_before_sending_it()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { MaxMessageBytes = 2000 });

        var outcome = await smtp.SendAsync(Emails.Plain() with { Text = new string('x', 900) + "\n" + new string('y', 1100) });

        Assert.Equal("too-large", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
    }

    [Fact]
    public async Task Sends_to_international_addresses_only_where_they_are_understood()
    {
        await using var understands = await SmtpFixture.StartAsync();
        await using var doesNot = await SmtpFixture.StartAsync(new() { Withhold = { "SMTPUTF8" } });

        var mail = await understands.DeliverAsync(Emails.Plain("жанна@пример.рф"));
        var refused = await doesNot.SendAsync(Emails.Plain("жанна@пример.рф"));
        var domainOnly = await doesNot.DeliverAsync(Emails.Plain("alice@bücher.example"));

        Assert.Equal("жанна@xn--e1afmkfd.xn--p1ai", mail.To[0]);
        Assert.Equal("smtputf8-not-offered", Assert.IsType<SendOutcome.Rejected>(refused).Code);
        Assert.Equal("alice@xn--bcher-kva.example", domainOnly.To[0]);
    }

    [Fact]
    public async Task Sends_many_mails_over_few_connections()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(new { poolSize = 4 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token).AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal(500, smtp.Mailbox.Messages.Total);
        Assert.InRange(smtp.Mailbox.Connections, 1, 4);
    }

    [Fact]
    public async Task Begins_a_new_session_after_its_share_of_messages()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(new { poolSize = 1, maxMessagesPerConnection = 2 });

        for (var i = 0; i < 5; i++)
            await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        Assert.Equal((5, 3), (smtp.Mailbox.Messages.Total, smtp.Mailbox.Connections));
    }
}
