using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class SenderCredentialsTests
{
    private static readonly EmailMessage OfBilling = Emails.Plain() with
    {
        From = new() { Address = "billing@example.com" },
        Credentials = new() { UserName = "billing", Password = "b1lling" },
    };

    [Fact]
    public async Task Logs_in_as_the_sender_and_never_mixes_sessions()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(new { username = "shop", password = "s3cret" });
        var ofSupport = OfBilling with { From = new() { Address = "support@example.com" }, Credentials = new() { UserName = "support", Password = "supp0rt" } };
        EmailMessage[] messages = [OfBilling, Emails.Plain(), ofSupport, OfBilling, Emails.Plain(), ofSupport];

        foreach (var message in messages)
            Assert.IsType<SendOutcome.Accepted>(await lease.SendAsync(message, TestLimits.Default, TestLimits.Token));

        Assert.Equal(
            [("billing", "billing@example.com"), ("shop", "shop@example.com"), ("support", "support@example.com"), ("billing", "billing@example.com"), ("shop", "shop@example.com"), ("support", "support@example.com")],
            smtp.Mailbox.Messages.Snapshot().Select(static mail => (mail.AuthUser!, mail.From)));
        Assert.Equal(3, smtp.Mailbox.Connections);
    }

    [Fact]
    public async Task A_senders_wrong_password_harms_nobody_else()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "shop", Password = "s3cret" });
        using var lease = smtp.Rent(new { username = "shop", password = "s3cret" });

        var refused = await lease.SendAsync(OfBilling, TestLimits.Default, TestLimits.Token);
        var accepted = await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        var rejected = Assert.IsType<SendOutcome.Rejected>(refused);
        Assert.Equal("sender-auth-failed", rejected.Code);
        Assert.DoesNotContain("b1lling", rejected.Reason, StringComparison.Ordinal);
        Assert.IsType<SendOutcome.Accepted>(accepted);
    }

    [Fact]
    public async Task A_changed_password_is_another_login()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Username = "billing", Password = "b1lling" });
        using var lease = smtp.Rent();

        Assert.IsType<SendOutcome.Accepted>(await lease.SendAsync(OfBilling, TestLimits.Default, TestLimits.Token));

        var other = OfBilling with { Credentials = new() { UserName = "billing", Password = "0ther" } };
        Assert.Equal("Rejected sender-auth-failed", Outcomes.Describe(await lease.SendAsync(other, TestLimits.Default, TestLimits.Token)));
    }

    [Fact]
    public async Task A_sender_who_may_not_send_is_not_the_integrations_fault()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            await talk.GreetAsync("250-fake\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n");
            await talk.HearAsync();
            await talk.SayAsync("235 welcome\r\n");
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync("550 5.7.1 not your address\r\n503 no\r\n503 no\r\n");
        });
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("Rejected 550-5.7.1", Outcomes.Describe(await smtp.SendAsync(OfBilling, port: server.Port)));
    }

    [Fact]
    public async Task Sessions_of_senders_are_bounded_and_end_when_nobody_uses_them()
    {
        const int Most = 64;
        const int Senders = 70;
        using var ended = new SemaphoreSlim(0);
        await using var server = WireServer.Start(async talk =>
        {
            await talk.GreetAsync("250-fake\r\n250-PIPELINING\r\n250 AUTH PLAIN\r\n");
            await talk.HearAsync();
            await talk.SayAsync("235 welcome\r\n");
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync("250 ok\r\n250 ok\r\n354 go\r\n");
            await talk.HearUntilAsync(".");
            await talk.SayAsync("250 taken\r\n");
            await talk.HearUntilAsync("QUIT");
            ended.Release();
        });
        var clock = new FakeTimeProvider();
        await using var provider = Reports.Provider(new() { ["port"] = server.Port }, clock);

        for (var i = 0; i < Senders; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            var sender = OfBilling with { Credentials = new() { UserName = $"sender{i}", Password = "s3cret" } };
            Assert.IsType<SendOutcome.Accepted>(await provider.SendAsync(sender, TestLimits.Token));
        }

        for (var i = Most; i < Senders; i++)
            await ended.WaitAsync(TestLimits.Token);
        Assert.Equal(0, ended.CurrentCount);
        clock.Advance(TimeSpan.FromMinutes(5));
        for (var i = 0; i < Most; i++)
            await ended.WaitAsync(TestLimits.Token);
    }
}
