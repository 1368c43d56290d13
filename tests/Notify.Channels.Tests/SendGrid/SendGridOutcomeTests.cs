using System.Globalization;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridOutcomeTests
{
    [Theory]
    [InlineData(202, "Accepted")]
    [InlineData(200, "Ambiguous unreadable-answer")]
    [InlineData(301, "Misconfigured http-301")]
    [InlineData(400, "Rejected http-400")]
    [InlineData(401, "Misconfigured http-401")]
    [InlineData(403, "Misconfigured http-403")]
    [InlineData(404, "Misconfigured http-404")]
    [InlineData(405, "Misconfigured http-405")]
    [InlineData(406, "Rejected http-406")]
    [InlineData(408, "Transient http-408")]
    [InlineData(413, "Rejected http-413")]
    [InlineData(415, "Rejected http-415")]
    [InlineData(429, "Throttled http-429")]
    [InlineData(500, "Transient http-500")]
    [InlineData(502, "Transient http-502")]
    [InlineData(503, "Transient http-503")]
    [InlineData(504, "Transient http-504")]
    public async Task Turns_a_status_into_what_to_do_next(int status, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(status < 300 ? FakeAnswer.Plain(status) : SendGridFake.Error(status, "Something is wrong."));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Sends);
    }

    [Theory]
    [InlineData("not-an-address", "SendGrid answered 400 to personalizations.0.to.0.email: Does not contain a valid address.")]
    [InlineData("two@at@signs.example", "SendGrid answered 400 to personalizations.0.to.0.email: Does not contain a valid address.")]
    public async Task Rejects_what_sendgrid_refuses_and_says_what_it_said(string address, string reason)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal(new SendOutcome.Rejected { Code = "http-400", Reason = reason }, await setup.SendAsync(Emails.Plain(address)));
    }

    [Fact]
    public async Task Tells_neither_address_nor_content_nor_key_though_sendgrid_repeats_them()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var message = Emails.Plain("not-an-address") with { Subject = "A secret subject", Text = "A secret text", ToName = "Alice" };
        setup.Fake.AnswerNext(SendGridFake.Error(
            400, $"{message.Address} bob@example.com <eve@example.com> {message.Subject} {message.Text} {SendGridFake.ApiKey} ALICE\r\nis wrong", "to"));

        var outcome = await setup.SendAsync(message);

        Assert.Equal(
            new SendOutcome.Rejected { Code = "http-400", Reason = "SendGrid answered 400 to to: […] […] […] […] […] […] […]  is wrong" }, outcome);
    }

    [Fact]
    public async Task Cuts_a_long_reason()
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(SendGridFake.Error(400, string.Join(' ', Enumerable.Repeat("blah", 1_000))));

        Assert.InRange(Assert.IsType<SendOutcome.Rejected>(await setup.SendAsync()).Reason.Length, 250, 301);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Bad gateway</html>")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"errors":[]}""")]
    [InlineData("""{"errors":[7]}""")]
    [InlineData("""{"errors":[{"message":7}]}""")]
    [InlineData("""{"errors":[{"message":"\ud800"}]}""")]
    public async Task Tells_the_status_when_the_answer_says_no_more(string body)
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(400, body));

        Assert.Equal(new SendOutcome.Rejected { Code = "http-400", Reason = "SendGrid answered 400." }, await setup.SendAsync());
    }

    [Fact]
    public async Task Opens_the_breaker_for_a_key_that_may_not_send()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal(
            new SendOutcome.Misconfigured { Code = "http-403", Reason = "SendGrid answered 403: access forbidden" },
            await setup.Create(new { apiKey = SendGridFake.ReadOnlyKey }).SendAsync(Emails.Plain(), TestLimits.Token));
        Assert.Equal(
            new SendOutcome.Misconfigured { Code = "http-401", Reason = "SendGrid answered 401: The provided authorization grant is invalid, expired, or revoked" },
            await setup.Create(new { apiKey = "SG.wrong-key-000" }).SendAsync(Emails.Plain(), TestLimits.Token));
    }

    [Fact]
    public async Task Opens_the_breaker_for_a_sender_that_is_not_verified()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal("Misconfigured http-403", Outcomes.Describe(await setup.SendAsync(Emails.Plain() with { From = new() { Address = "me@elsewhere.example" } })));
    }

    [Fact]
    public async Task Waits_until_the_limit_is_reset()
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.Limit(1);

        Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync());

        Assert.Equal(new SendOutcome.Throttled { Code = "http-429", RetryAfter = TimeSpan.FromSeconds(60) }, await setup.SendAsync());
    }

    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("X-RateLimit-Reset", "-20", 0)]
    [InlineData("X-RateLimit-Reset", "0", 0)]
    [InlineData("X-RateLimit-Reset", "soon", null)]
    [InlineData("X-RateLimit-Reset", "99999999999999", null)]
    [InlineData("X-Other", "1", null)]
    public async Task Reads_how_long_to_wait(string header, string value, int? seconds)
    {
        await using var setup = await SendGridSetup.StartAsync();
        var text = value == "-20" ? setup.Clock.GetUtcNow().AddSeconds(-20).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) : value;
        setup.Fake.AnswerNext(SendGridFake.Error(429, "too many requests", null, (header, text)));

        Assert.Equal(
            new SendOutcome.Throttled { Code = "http-429", RetryAfter = seconds is { } known ? TimeSpan.FromSeconds(known) : null }, await setup.SendAsync());
    }

    [Theory]
    [InlineData(FakeFault.LoseConnection)]
    [InlineData(FakeFault.ResetStream)]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer(FakeFault fault)
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(new() { Fault = fault });

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Sends);
    }

    [Fact]
    public async Task Retries_when_nobody_listens()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal("Transient connect-failed", Outcomes.Describe(await setup.Create(new { baseUrl = "http://127.0.0.1:1/" }).SendAsync(Emails.Plain(), TestLimits.Token)));
    }

    [Fact]
    public async Task Lets_the_host_end_a_call_that_is_not_answered()
    {
        await using var setup = await SendGridSetup.StartAsync();
        using var gate = setup.Fake.Hold();
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);

        var sending = setup.Provider.SendAsync(Emails.Plain(), budget.Token).AsTask();
        await setup.Fake.UntilRequestsAsync(1, TestLimits.Token);
        await budget.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }
}
