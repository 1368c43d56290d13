using System.Net.Sockets;
using System.Text;
using Notify.Channels.Tests.Support;
using Notify.Mailbox;

namespace Notify.Channels.Tests.Receiving;

public sealed class MailboxServerTests
{
    [Fact]
    public async Task Keeps_the_newest_mails_and_counts_them_all()
    {
        await using var smtp = await SmtpFixture.StartAsync(new() { Capacity = 3 });
        using var lease = smtp.Rent();

        for (var i = 0; i < 5; i++)
            await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        var messages = smtp.Mailbox.Messages;
        Assert.Equal(5, messages.Total);
        Assert.Equal([3L, 4L, 5L], messages.Snapshot().Select(static mail => mail.Id));
        Assert.False(messages.TryFind(2, out _));
        messages.Clear();
        Assert.Equal((0L, 0), (messages.Total, messages.Snapshot().Count));
    }

    [Fact]
    public async Task Wakes_who_waits_for_mails()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var arrived = smtp.Mailbox.Messages.WaitForAsync(2, TestLimits.Token);

        await smtp.DeliverAsync(Emails.Plain());
        Assert.False(arrived.IsCompleted);
        await smtp.DeliverAsync(Emails.Plain());

        await arrived.WaitAsync(TestLimits.Default, TestLimits.Token);
    }

    [Fact]
    public async Task A_rule_strikes_as_often_as_it_says_and_only_its_address()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        smtp.Mailbox.Script.Add(new() { Stage = ScriptStage.Rcpt, Action = ScriptAction.Reply, Code = 450, Text = "4.2.0 Later", Address = "grey-*@example.com", Times = 2 });
        using var lease = smtp.Rent();
        async Task<string> SendAsync(string address) =>
            Outcomes.Describe(await lease.SendAsync(Emails.Plain(address), TestLimits.Default, TestLimits.Token));

        string[] outcomes = [await SendAsync("grey-1@example.com"), await SendAsync("white@example.com"), await SendAsync("grey-2@example.com"), await SendAsync("grey-1@example.com")];

        Assert.Equal(["Transient 450-4.2.0", "Accepted", "Transient 450-4.2.0", "Accepted"], outcomes);
    }

    [Theory]
    [InlineData("RCPT TO:<a@b>", "503")]
    [InlineData("DATA", "503")]
    [InlineData("MAIL FROM:a@b", "501")]
    [InlineData("MAIL FROM:<a@b> SIZE=999999999", "552")]
    [InlineData("NONSENSE", "500")]
    [InlineData("NOOP", "250")]
    [InlineData("AUTH PLAIN !!!", "501")]
    [InlineData("AUTH GSSAPI", "501")]
    public async Task Answers_commands_that_are_out_of_order_or_malformed(string command, string code)
    {
        await using var mailbox = MailboxServer.Start();

        Assert.StartsWith(code, (await TalkAsync(mailbox, command))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_a_whole_pipelined_session_in_one_packet()
    {
        await using var mailbox = MailboxServer.Start();

        await TalkAsync(mailbox, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nRCPT TO:<e@f>\r\nDATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\nMAIL FROM:<>\r\nRCPT TO:<c@d>\r\nDATA\r\nbounce\r\n.");

        var mails = mailbox.Messages.Snapshot();
        Assert.Equal(["a@b", ""], mails.Select(static mail => mail.From));
        Assert.Equal(["c@d", "e@f"], mails[0].To);
        Assert.Equal("Subject: x\r\n\r\n.dot\r\n", Encoding.ASCII.GetString(mails[0].Content.Span));
    }

    [Fact]
    public async Task Takes_a_mail_with_a_line_longer_than_its_buffer()
    {
        await using var mailbox = MailboxServer.Start();
        var line = new string('x', 300_000);

        await TalkAsync(mailbox, $"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n{line}\r\n.");

        Assert.Equal(line + "\r\n", Encoding.ASCII.GetString(Assert.Single(mailbox.Messages.Snapshot()).Content.Span));
    }

    /// <summary>Says one thing and QUIT, and returns what was answered before the goodbye.</summary>
    private static async Task<string[]> TalkAsync(MailboxServer mailbox, string text)
    {
        using var client = new TcpClient("127.0.0.1", mailbox.SmtpPort);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{text}\r\nQUIT\r\n"), TestLimits.Token);
        using var reader = new StreamReader(stream);
        var answers = await reader.ReadToEndAsync(TestLimits.Token);
        return [.. answers.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).SkipLast(1)];
    }
}
