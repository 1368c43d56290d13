using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioCheckTests
{
    [Fact]
    public async Task Knows_an_account_that_works_and_sends_nothing()
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.True((await VerifyAsync(setup.Provider)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(setup.Provider)).Status);
        Assert.All(setup.Fake.Requests, static request => Assert.Equal(
            $"GET /2010-04-01/Accounts/{TwilioFake.AccountSid}.json", $"{request.Method} {request.Target}"));
    }

    [Fact]
    public async Task Asks_with_an_api_key_for_what_it_may_see()
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.True((await VerifyAsync(setup.Create(new { apiKeySid = TwilioFake.ApiKeySid, apiKeySecret = TwilioFake.ApiKeySecret }))).IsValid);
        Assert.Equal("auth-failed", (await VerifyAsync(setup.Create(new { apiKeySid = TwilioFake.ApiKeySid, apiKeySecret = "wrong-secret" }))).Code);
    }

    [Theory]
    [InlineData("suspended", "account-suspended")]
    [InlineData("closed", "account-closed")]
    [InlineData("odd", "unreadable-answer")]
    public async Task Knows_an_account_that_does_not_work(string state, string code)
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AccountStatus = state;

        Assert.Equal((code, code), ((await VerifyAsync(setup.Provider)).Code, (await ProbeAsync(setup.Provider)).Code));
    }

    [Theory]
    [InlineData(200, "<html/>", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(200, "[]", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(401, "{}", "auth-failed", HealthStatus.Unhealthy)]
    [InlineData(404, "{}", "account-unknown", HealthStatus.Unhealthy)]
    [InlineData(429, "{}", "http-429", HealthStatus.Degraded)]
    [InlineData(500, "{}", "http-500", HealthStatus.Unhealthy)]
    public async Task Says_what_is_wrong(int status, string body, string code, HealthStatus health)
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));

        var (verification, report) = (await VerifyAsync(setup.Provider), await ProbeAsync(setup.Provider));

        Assert.Equal((false, code), (verification.IsValid, verification.Code));
        Assert.Equal((health, code), (report.Status, report.Code));
    }

    [Fact]
    public async Task Says_that_nobody_listens_or_that_a_connection_broke()
    {
        await using var setup = await TwilioSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);

        Assert.Equal("connection-lost", (await VerifyAsync(setup.Provider)).Code);
        Assert.Equal("connect-failed", (await VerifyAsync(setup.Create(new { baseUrl = "http://127.0.0.1:1/" }))).Code);
    }

    private static ValueTask<VerificationResult> VerifyAsync(IChannelProvider provider) => ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

    private static ValueTask<HealthReport> ProbeAsync(IChannelProvider provider) => ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);
}
