using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class SmtpWireTests
{
    private static readonly string[] HeloAnswers = ["250 fake\r\n", "250 ok\r\n", "250 ok\r\n", "354 go\r\n"];

    [Fact]
    public async Task Sends_once_more_over_a_fresh_session_when_the_kept_one_is_dead()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            await talk.GreetAsync();
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync("250 ok\r\n250 ok\r\n354 go\r\n");
            await talk.HearUntilAsync(".");
            await talk.SayAsync("250 taken\r\n");
            if (talk.Number > 1)
                await talk.StayAsync();
            await talk.HearUntilAsync("DATA"); // the first session dies when the second message comes
        });
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(port: server.Port);

        var first = await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);
        var second = await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        Assert.Equal(("Accepted", "Accepted"), (Outcomes.Describe(first), Outcomes.Describe(second)));
        Assert.Equal(2, server.Received.Count(static line => line.StartsWith("EHLO", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sends_once_more_when_the_kept_session_says_that_it_closes()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            await talk.GreetAsync();
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync("250 ok\r\n250 ok\r\n354 go\r\n");
            await talk.HearUntilAsync(".");
            await talk.SayAsync("250 taken\r\n");
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync("421 4.4.2 idle for too long\r\n");
        });
        await using var smtp = await SmtpFixture.StartAsync();
        using var lease = smtp.Rent(port: server.Port);

        await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token);

        Assert.IsType<SendOutcome.Accepted>(await lease.SendAsync(Emails.Plain(), TestLimits.Default, TestLimits.Token));
    }

    [Theory]
    [InlineData("220 fa", "Transient connection-lost")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "Transient connection-lost")]
    [InlineData("220 fake\r\n250-fake\r\n250-", "Transient connection-lost")]
    [InlineData("421 4.3.2 not now\r\n", "Transient 421-4.3.2")]
    [InlineData("554 5.3.2 never\r\n", "Misconfigured 554-5.3.2")]
    public async Task Takes_no_harm_from_half_an_answer(string answer, string expected)
    {
        await using var server = WireServer.Start(talk => talk.SayAsync(answer));
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: server.Port)));
    }

    [Fact]
    public async Task Refuses_an_answer_without_end()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            while (true)
                await talk.SayAsync("220-" + new string('x', 1000) + "\r\n");
        });
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("Transient connection-lost", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: server.Port)));
    }

    [Theory]
    [InlineData("250 ok\r\n550 5.1.1 unknown\r\n354 go\r\n", "EndpointGone 550-5.1.1")]
    [InlineData("550 5.7.1 not you\r\n503 no\r\n503 no\r\n", "Misconfigured 550-5.7.1")]
    [InlineData("250 ok\r\n250 ok\r\n421 4.3.2 closing\r\n", "Transient 421-4.3.2")]
    [InlineData("250 ok\r\n421 4.3.2 closing\r\n", "Transient 421-4.3.2")]
    [InlineData("250 ok\r\n550 5.1.1 unknown\r\n", "EndpointGone 550-5.1.1")]
    [InlineData("250-several\r\n250-lines\r\n250 ok\r\n250 ok\r\n451 4.7.1 greylisted\r\n", "Transient 451-4.7.1")]
    public async Task Reads_every_answer_to_a_pipelined_envelope(string answers, string expected)
    {
        await using var server = WireServer.Start(async talk =>
        {
            await talk.GreetAsync();
            await talk.HearUntilAsync("DATA");
            await talk.SayAsync(answers);
            if (answers.Contains("354", StringComparison.Ordinal))
            {
                await talk.HearUntilAsync(".");
                await talk.SayAsync("554 5.5.1 no valid recipients\r\n");
            }
        });
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await smtp.SendAsync(Emails.Plain(), port: server.Port)));
    }

    [Fact]
    public async Task Speaks_helo_to_a_server_without_ehlo()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            await talk.GreetAsync("502 what?\r\n");
            foreach (var answer in HeloAnswers)
            {
                await talk.HearAsync();
                await talk.SayAsync(answer);
            }

            await talk.HearUntilAsync(".");
            await talk.SayAsync("250 taken\r\n");
        });
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(Emails.Plain(), new { ehloName = "client.example" }, server.Port);

        Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.Equal(
            ["EHLO client.example", "HELO client.example", "MAIL FROM:<shop@example.com>", "RCPT TO:<alice@example.com>", "DATA"],
            server.Received.Take(5));
    }

    [Fact]
    public async Task Refuses_clear_text_injected_before_tls()
    {
        await using var server = WireServer.Start(static async talk =>
        {
            await talk.GreetAsync("250-fake\r\n250 STARTTLS\r\n");
            await talk.HearAsync();
            await talk.SayAsync("220 ready\r\n250 injected\r\n");
            await talk.StayAsync();
        });
        await using var smtp = await SmtpFixture.StartAsync();

        var outcome = await smtp.SendAsync(Emails.Plain(), new { useTls = true }, server.Port);

        Assert.Equal("Transient connection-lost", Outcomes.Describe(outcome));
    }
}
