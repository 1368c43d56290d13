using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class ReturnPathTests
{
    [Theory]
    [InlineData("+")]
    [InlineData("-")]
    public async Task Sends_bounces_to_an_address_of_the_delivery(string bounceSeparator)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain();

        var mail = await smtp.DeliverAsync(message, new { bounceAddress = "bounces@returns.example.com", bounceSeparator });

        Assert.Equal($"bounces{bounceSeparator}{message.DeliveryId}@returns.example.com", mail.From);
    }

    [Fact]
    public async Task Leaves_the_id_out_where_it_does_not_fit()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        var mail = await smtp.DeliverAsync(Emails.Plain(), new { bounceAddress = "the-place-where-all-bounces-go-to@example.com" });

        Assert.Equal("the-place-where-all-bounces-go-to@example.com", mail.From);
    }

    [Fact]
    public async Task Blames_the_integration_for_an_address_that_is_none()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("Misconfigured invalid-address", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), new { bounceAddress = "no address" })));
    }

    [Theory]
    [InlineData(false, "FAILURE,DELAY")]
    [InlineData(true, "SUCCESS,FAILURE,DELAY")]
    public async Task Asks_for_reports_that_name_the_delivery_where_the_server_makes_them(bool deliveryReceipts, string notify)
    {
        await using var server = Server("250-fake\r\n250-DSN\r\n250 PIPELINING\r\n");
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain();

        Assert.IsType<SendOutcome.Accepted>(await smtp.SendAsync(message, new { bounceAddress = "b@example.com", deliveryReceipts }, server.Port));

        Assert.Equal(
            [$"MAIL FROM:<b+{message.DeliveryId}@example.com> RET=HDRS ENVID={message.DeliveryId}", $"RCPT TO:<alice@example.com> NOTIFY={notify}"],
            server.Received.Skip(1).Take(2));
    }

    [Theory]
    [InlineData("250-fake\r\n250 PIPELINING\r\n", "b@example.com")]
    [InlineData("250-fake\r\n250-DSN\r\n250 PIPELINING\r\n", null)]
    public async Task Asks_for_nothing_where_the_server_or_the_integration_knows_no_reports(string extensions, string? bounceAddress)
    {
        await using var server = Server(extensions);
        await using var smtp = await SmtpFixture.StartAsync();

        await smtp.SendAsync(Emails.Plain(), bounceAddress is null ? null : new { bounceAddress }, server.Port);

        Assert.Equal("RCPT TO:<alice@example.com>", server.Received.ElementAt(2));
        Assert.DoesNotContain("ENVID", server.Received.ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_what_a_real_postfix_writes_about_a_user_it_does_not_know()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        await using var postfix = await ForeignServer.StartPostfixAsync(smtp.Mailbox.SmtpPort);
        var message = Emails.Plain("nobody-of-this-name@local.test");

        Assert.IsType<SendOutcome.Accepted>(await smtp.SendAsync(message, new { bounceAddress = "bounces@example.com" }, postfix.Port));
        await smtp.Mailbox.Messages.WaitForAsync(1, TestLimits.Token);

        var mail = smtp.Mailbox.Messages.Snapshot()[0];
        Assert.Equal(("", $"bounces+{message.DeliveryId}@example.com"), (mail.From, mail.To[0]));
        var bounce = Assert.Single(await Reports.ReadAsync(mail.Content));
        Assert.Equal((ProviderEventKind.HardBounce, message.DeliveryId, "5.1.1"), (bounce.Kind, bounce.DeliveryId, bounce.Code));
        Assert.DoesNotContain("local.test", bounce.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_receipt_of_a_real_postfix()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        await using var postfix = await ForeignServer.StartPostfixAsync(smtp.Mailbox.SmtpPort);
        var message = Emails.Plain("root@local.test");

        Assert.IsType<SendOutcome.Accepted>(await smtp.SendAsync(message, new { bounceAddress = "bounces@example.com", deliveryReceipts = true }, postfix.Port));
        await smtp.Mailbox.Messages.WaitForAsync(1, TestLimits.Token);

        var receipt = Assert.Single(await Reports.ReadAsync(smtp.Mailbox.Messages.Snapshot()[0].Content));
        Assert.Equal((ProviderEventKind.Delivered, message.DeliveryId), (receipt.Kind, receipt.DeliveryId));
    }

    private static WireServer Server(string extensions) => WireServer.Start(async talk =>
    {
        await talk.GreetAsync(extensions);
        await talk.HearUntilAsync("DATA");
        await talk.SayAsync("250 ok\r\n250 ok\r\n354 go\r\n");
        await talk.HearUntilAsync(".");
        await talk.SayAsync("250 taken\r\n");
        await talk.StayAsync();
    });
}
