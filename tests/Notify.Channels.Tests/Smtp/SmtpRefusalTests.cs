using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Mailbox;

namespace Notify.Channels.Tests.Smtp;

public sealed class SmtpRefusalTests
{
    [Theory]
    [InlineData(ScriptStage.Connect, 421, "4.3.2 Busy", "Transient 421-4.3.2")]
    [InlineData(ScriptStage.Connect, 554, "5.7.1 Go away", "Misconfigured 554-5.7.1")]
    [InlineData(ScriptStage.Mail, 421, "4.3.2 Closing", "Transient 421-4.3.2")]
    [InlineData(ScriptStage.Mail, 451, "4.3.0 Later", "Transient 451-4.3.0")]
    [InlineData(ScriptStage.Mail, 530, "5.7.0 Log in", "Misconfigured 530-5.7.0")]
    [InlineData(ScriptStage.Mail, 550, "5.7.1 Not your sender", "Misconfigured 550-5.7.1")]
    [InlineData(ScriptStage.Mail, 552, "5.3.4 Too large", "Rejected 552-5.3.4")]
    [InlineData(ScriptStage.Rcpt, 450, "4.2.0 Greylisted", "Transient 450-4.2.0")]
    [InlineData(ScriptStage.Rcpt, 452, "4.2.2 Full", "Transient 452-4.2.2")]
    [InlineData(ScriptStage.Rcpt, 550, "5.1.1 No such user", "EndpointGone 550-5.1.1")]
    [InlineData(ScriptStage.Rcpt, 550, "No such user", "EndpointGone 550")]
    [InlineData(ScriptStage.Rcpt, 550, "5.2.1 Disabled", "EndpointGone 550-5.2.1")]
    [InlineData(ScriptStage.Rcpt, 552, "5.2.2 Full", "Rejected 552-5.2.2")]
    [InlineData(ScriptStage.Rcpt, 554, "5.7.1 Relay access denied", "Misconfigured 554-5.7.1")]
    [InlineData(ScriptStage.Rcpt, 421, "4.3.2 Closing", "Transient 421-4.3.2")]
    [InlineData(ScriptStage.Data, 451, "4.3.0 Later", "Transient 451-4.3.0")]
    [InlineData(ScriptStage.Data, 554, "5.5.0 No", "Rejected 554-5.5.0")]
    [InlineData(ScriptStage.Dot, 451, "4.3.0 Later", "Transient 451-4.3.0")]
    [InlineData(ScriptStage.Dot, 552, "5.3.4 Too large", "Rejected 552-5.3.4")]
    [InlineData(ScriptStage.Dot, 554, "5.7.1 Looks like spam", "Rejected 554-5.7.1")]
    public async Task Turns_a_refusal_into_what_to_do_next(ScriptStage stage, int code, string text, string expected)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = stage, Action = ScriptAction.Reply, Code = code, Text = text });

        Assert.Equal(expected, Outcomes.Describe(await smtp.SendAsync(Emails.Plain())));
    }

    [Fact]
    public async Task Goes_on_over_the_same_session_after_a_refused_recipient()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = ScriptStage.Rcpt, Action = ScriptAction.Reply, Code = 550, Text = "5.1.1 Gone", Address = "gone@*" });
        using var lease = smtp.Rent();

        var refused = await lease.SendAsync(Emails.Plain("gone@example.com"), TestLimits.Default, TestLimits.Token);
        var accepted = await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        Assert.Equal("EndpointGone 550-5.1.1", Outcomes.Describe(refused));
        Assert.IsType<SendOutcome.Accepted>(accepted);
        Assert.Equal(1, smtp.Mailbox.Connections);
    }

    [Theory]
    [InlineData(ScriptStage.Connect)]
    [InlineData(ScriptStage.Mail)]
    [InlineData(ScriptStage.Rcpt)]
    [InlineData(ScriptStage.Data)]
    public async Task Knows_that_nothing_was_sent_when_the_server_leaves_before_the_content(ScriptStage stage)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = stage, Action = ScriptAction.Drop });

        Assert.Equal("Transient connection-lost", Outcomes.Describe(await smtp.SendAsync(Emails.Plain())));
    }

    [Theory]
    [InlineData(ScriptAction.Drop, 0)]
    [InlineData(ScriptAction.DropAfterDot, 1)]
    public async Task Does_not_know_when_the_server_leaves_after_the_final_dot(ScriptAction action, int arrived)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = ScriptStage.Dot, Action = action });

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await smtp.SendAsync(Emails.Plain())));
        Assert.Equal(arrived, smtp.Mailbox.Messages.Total);
    }

    [Theory]
    [InlineData(ScriptStage.Connect, "Transient timeout")]
    [InlineData(ScriptStage.Rcpt, "Transient timeout")]
    [InlineData(ScriptStage.Dot, "Ambiguous timeout")]
    public async Task Gives_up_at_its_timeout_and_tells_whether_the_message_was_out(ScriptStage stage, string expected)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = stage, Action = ScriptAction.Stall });

        Assert.Equal(expected, Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), new { timeout = 1 })));
    }

    [Fact]
    public async Task Waits_when_nobody_listens()
    {
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("Transient connect-failed", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: 1)));
    }

    [Fact]
    public async Task Does_not_repeat_the_recipients_address_in_a_reason()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = ScriptStage.Rcpt, Action = ScriptAction.Reply, Code = 550, Text = "5.1.1 <Alice@example.com> unknown" });

        var gone = Assert.IsType<SendOutcome.EndpointGone>(await smtp.SendAsync(Emails.Plain()));

        Assert.Equal("The server answered 550 to RCPT TO: 5.1.1 <the recipient> unknown", gone.Reason);
    }
}
