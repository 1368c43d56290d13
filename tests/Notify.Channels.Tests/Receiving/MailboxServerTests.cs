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

    [Theory]
    [InlineData("..first\r\n", ".first\r\n")]
    [InlineData("..\r\n...\r\n.stray\r\n", ".\r\n..\r\n.stray\r\n")]
    [InlineData("\r\n", "\r\n")]
    [InlineData("ends\r\n\r\n", "ends\r\n\r\n")]
    public async Task Keeps_every_byte_but_the_stuffed_dots(string sent, string kept)
    {
        await using var mailbox = MailboxServer.Start();

        await TalkAsync(mailbox, $"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n{sent}.");

        Assert.Equal(kept, Encoding.ASCII.GetString(Assert.Single(mailbox.Messages.Snapshot()).Content.Span));
    }

    [Fact]
    public async Task Offers_what_it_has()
    {
        await using var mailbox = MailboxServer.Start(new() { MaxMessageBytes = 5000, Withhold = { "8bitmime" } });

        var answers = await TalkAsync(mailbox, "NOOP");

        Assert.Equal(
            ["220 localhost Notify mailbox ESMTP", "250-localhost", "250-PIPELINING", "250-SIZE 5000", "250-SMTPUTF8", "250-ENHANCEDSTATUSCODES", "250-AUTH PLAIN LOGIN XOAUTH2", "250 STARTTLS", "250 2.0.0 Ok"],
            answers);
    }

    [Fact]
    public async Task Goes_on_after_garbage_and_endless_lines_however_many()
    {
        await using var mailbox = MailboxServer.Start();
        var garbage = string.Concat(Enumerable.Repeat("\0\u0001\u007f<>@\"\\\r\nMAIL\r\nRCPT TO:\r\nDATA now\r\n\r\n", 200)) + new string('x', 200_000) + "\r\n" + new string(' ', 100_000);

        var answers = await TalkAsync(mailbox, $"{garbage}\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nhello\r\n.");

        Assert.Equal(1002, answers.Count(static answer => answer.StartsWith("50", StringComparison.Ordinal)));
        Assert.Equal("hello\r\n", Encoding.ASCII.GetString(Assert.Single(mailbox.Messages.Snapshot()).Content.Span));
    }

    [Fact]
    public async Task Refuses_a_mail_above_its_limit_at_its_end_and_takes_the_next()
    {
        await using var mailbox = MailboxServer.Start(new() { MaxMessageBytes = 100_000 });
        static string Mail(int size) => $"MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n{new string('x', size)}\r\n.";

        var answers = await TalkAsync(mailbox, $"{Mail(100_001)}\r\n{Mail(99_000)}");

        Assert.Equal(["354", "552", "250", "250", "354", "250"], answers[^6..].Select(static answer => answer[..3]));
        Assert.Equal(99_002, Assert.Single(mailbox.Messages.Snapshot()).Content.Length);
    }

    [Theory]
    [InlineData(ScriptStage.Connect, 0)]
    [InlineData(ScriptStage.Mail, 9)]
    [InlineData(ScriptStage.Rcpt, 10)]
    [InlineData(ScriptStage.Data, 11)]
    [InlineData(ScriptStage.Dot, 12)]
    public async Task Says_what_the_script_says_word_for_word(ScriptStage stage, int line)
    {
        await using var mailbox = MailboxServer.Start();
        mailbox.Script.Add(new() { Stage = stage, Action = ScriptAction.Reply, Code = 421, Text = "4.3.2 Zu spät, <alice>: #1%" });

        var answers = await TalkAsync(mailbox, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nNOOP", quits: false);

        Assert.Equal("421 4.3.2 Zu spät, <alice>: #1%", answers[^1]);
        Assert.Equal(line, answers.Length - 1);
        Assert.Equal(0, mailbox.Messages.Total);
    }

    [Theory]
    [InlineData(ScriptStage.Connect, ScriptAction.Drop, 0, 0)]
    [InlineData(ScriptStage.Mail, ScriptAction.Drop, 9, 0)]
    [InlineData(ScriptStage.Rcpt, ScriptAction.Drop, 10, 0)]
    [InlineData(ScriptStage.Data, ScriptAction.Drop, 11, 0)]
    [InlineData(ScriptStage.Dot, ScriptAction.Drop, 12, 0)]
    [InlineData(ScriptStage.Dot, ScriptAction.DropAfterDot, 12, 1)]
    public async Task Leaves_without_a_word_where_the_script_says_so(ScriptStage stage, ScriptAction action, int answered, int kept)
    {
        await using var mailbox = MailboxServer.Start();
        mailbox.Script.Add(new() { Stage = stage, Action = action });

        var answers = await TalkAsync(mailbox, "MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nx\r\n.\r\nNOOP", quits: false);

        Assert.Equal((answered, kept), (answers.Length, mailbox.Messages.Total));
    }

    [Fact]
    public async Task Takes_a_login_by_token_in_one_step_or_two()
    {
        await using var mailbox = MailboxServer.Start(new() { Username = "shop", Password = "t0ken" });
        static string Login(string token) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"user=shop\u0001auth=Bearer {token}\u0001\u0001"));
        async Task<string[]> AnswersAsync(string login) => (await TalkAsync(mailbox, $"{login}\r\nMAIL FROM:<a@b>"))[9..];

        Assert.Equal(["235 2.7.0 Authentication successful", "250 2.1.0 Ok"], await AnswersAsync($"AUTH XOAUTH2 {Login("t0ken")}"));
        Assert.Equal(["334 ", "235 2.7.0 Authentication successful", "250 2.1.0 Ok"], await AnswersAsync($"AUTH XOAUTH2\r\n{Login("t0ken")}"));
        Assert.Equal(
            ["334 eyJzdGF0dXMiOiI0MDEifQ==", "535 5.7.8 Authentication credentials invalid", "530 5.7.0 Authentication required"], await AnswersAsync($"AUTH XOAUTH2 {Login("wrong")}\r\n"));
        Assert.Equal(["501 5.5.4 Unknown mechanism or unreadable response", "530 5.7.0 Authentication required"], await AnswersAsync("AUTH XOAUTH2 nonsense!"));
    }

    /// <summary>Greets, says one thing and QUIT, and returns what was answered before the goodbye.</summary>
    private static async Task<string[]> TalkAsync(MailboxServer mailbox, string text, bool quits = true)
    {
        using var client = new TcpClient("127.0.0.1", mailbox.SmtpPort);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"EHLO test\r\n{text}\r\n{(quits ? "QUIT\r\n" : "")}"), TestLimits.Token);
        using var reader = new StreamReader(stream);
        var answers = new List<string>();
        try
        {
            while (await reader.ReadLineAsync(TestLimits.Token) is { } answer)
                answers.Add(answer);
        }
        catch (IOException) when (!quits)
        {
            // It left before everything was heard.
        }

        return quits ? [.. answers.SkipLast(1)] : [.. answers];
    }
}
