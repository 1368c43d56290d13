using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioOutcomeTests
{
    [Theory]
    [InlineData(401, 20003, "Misconfigured 20003")]
    [InlineData(403, 20005, "Misconfigured 20005")]
    [InlineData(404, 20404, "Misconfigured 20404")]
    [InlineData(400, 10001, "Misconfigured 10001")]
    [InlineData(429, 20429, "Throttled 20429")]
    [InlineData(400, 14107, "Throttled 14107")]
    [InlineData(400, 21211, "EndpointGone 21211")]
    [InlineData(400, 21212, "Misconfigured 21212")]
    [InlineData(400, 21214, "EndpointGone 21214")]
    [InlineData(400, 21217, "EndpointGone 21217")]
    [InlineData(400, 21265, "EndpointGone 21265")]
    [InlineData(400, 21266, "Rejected 21266")]
    [InlineData(400, 21267, "Misconfigured 21267")]
    [InlineData(400, 21408, "Misconfigured 21408")]
    [InlineData(400, 21601, "Misconfigured 21601")]
    [InlineData(400, 21602, "Rejected 21602")]
    [InlineData(400, 21603, "Misconfigured 21603")]
    [InlineData(400, 21606, "Misconfigured 21606")]
    [InlineData(400, 21608, "Rejected 21608")]
    [InlineData(400, 21609, "Misconfigured 21609")]
    [InlineData(400, 21610, "EndpointGone 21610")]
    [InlineData(429, 21611, "Throttled 21611")]
    [InlineData(400, 21612, "Rejected 21612")]
    [InlineData(400, 21614, "EndpointGone 21614")]
    [InlineData(400, 21617, "Rejected 21617")]
    [InlineData(400, 21623, "Rejected 21623")]
    [InlineData(400, 21635, "EndpointGone 21635")]
    [InlineData(400, 21659, "Misconfigured 21659")]
    [InlineData(400, 21660, "Misconfigured 21660")]
    [InlineData(404, 21701, "Misconfigured 21701")]
    [InlineData(400, 21703, "Misconfigured 21703")]
    [InlineData(503, 21730, "Transient 21730")]
    [InlineData(429, 30001, "Throttled 30001")]
    [InlineData(400, 30002, "Misconfigured 30002")]
    [InlineData(429, 63038, "Throttled 63038")]
    [InlineData(400, 29999, "Rejected 29999")]
    [InlineData(403, 29999, "Misconfigured 29999")]
    [InlineData(429, 29999, "Throttled 29999")]
    [InlineData(500, 20500, "Transient 20500")]
    public async Task Turns_an_error_code_into_what_to_do_next(int status, int code, string expected)
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(TwilioFake.Error(status, code, "The 'To' number +14155550100 has something."));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Requests);
    }

    [Theory]
    [InlineData(200, "{}", "Ambiguous unreadable-answer")]
    [InlineData(202, "<html/>", "Ambiguous unreadable-answer")]
    [InlineData(302, "", "Misconfigured http-302")]
    [InlineData(400, "", "Rejected http-400")]
    [InlineData(400, "[]", "Rejected http-400")]
    [InlineData(400, """{"code":"21211"}""", "Rejected http-400")]
    [InlineData(400, """{"more":{"code":21211}}""", "Rejected http-400")]
    [InlineData(400, """{"more":[{"code":1}],"code":21211}""", "EndpointGone 21211")]
    [InlineData(400, """{"code":21211,""", "EndpointGone 21211")]
    [InlineData(401, "", "Misconfigured http-401")]
    [InlineData(404, "", "Misconfigured http-404")]
    [InlineData(429, "", "Throttled http-429")]
    [InlineData(500, "<html/>", "Transient http-500")]
    [InlineData(503, "", "Transient http-503")]
    public async Task Turns_a_status_without_a_code_into_what_to_do_next(int status, string body, string expected)
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
    }

    [Theory]
    [InlineData("+15005550001", "EndpointGone 21211")]
    [InlineData("+15005550002", "Rejected 21612")]
    [InlineData("+15005550003", "Misconfigured 21408")]
    [InlineData("+15005550004", "EndpointGone 21610")]
    [InlineData("+15005550009", "EndpointGone 21614")]
    public async Task Answers_as_documented_to_twilios_magic_numbers(string address, string expected)
    {
        await using var setup = await TwilioSetup.StartAsync();

        var outcome = await setup.SendAsync(Texts.Plain(address));

        Assert.Equal(expected, Outcomes.Describe(outcome));
        Assert.DoesNotContain(address, outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("+15005550001", "Misconfigured 21212")]
    [InlineData("+15005550007", "Misconfigured 21606")]
    [InlineData("+15005550008", "Throttled 21611")]
    public async Task Answers_as_documented_to_twilios_magic_senders(string from, string expected)
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(Texts.Plain() with { From = from })));
    }

    [Theory]
    [InlineData(429, 20429)]
    [InlineData(429, 29999)]
    public async Task Waits_as_long_as_twilio_asks(int status, int code)
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(TwilioFake.Error(status, code, "Too many requests", ("Retry-After", "7")));

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendOutcome.Throttled>(await setup.SendAsync()).RetryAfter);
    }

    [Fact]
    public async Task Leads_to_the_page_of_an_error_that_it_does_not_know()
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(TwilioFake.Error(400, 29999, "A sentence with +14155550100 in it."));

        Assert.Equal(
            new SendOutcome.Rejected { Code = "29999", Reason = "Twilio answered 400 with error 29999: https://www.twilio.com/docs/api/errors/29999" }, await setup.SendAsync());
    }

    [Fact]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer()
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Requests);
    }

    [Fact]
    public async Task Opens_the_breaker_for_a_wrong_token_and_for_an_account_that_is_suspended()
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.Equal("Misconfigured 20003", Outcomes.Describe(await setup.Create(new { authToken = "wrong-token-000" }).SendAsync(Texts.Plain(), TestLimits.Token)));

        setup.Fake.AccountStatus = "suspended";
        Assert.Equal("Misconfigured 20005", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Sends_twice_what_is_tried_twice_because_twilio_knows_no_idempotency()
    {
        await using var setup = await TwilioSetup.StartAsync();
        var message = Texts.Plain();

        await setup.SendAsync(message);
        await setup.SendAsync(message with { Attempt = 2 });

        Assert.Equal([message.DeliveryId, message.DeliveryId], setup.Fake.Texts.Select(static text => text.IdempotencyKey));
    }
}
