using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridCheckTests
{
    [Fact]
    public async Task Knows_a_key_that_may_send_and_sends_nothing()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.True((await VerifyAsync(setup.Provider)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(setup.Provider)).Status);
        Assert.Equal(["GET /v3/scopes", "GET /v3/scopes"], setup.Fake.Requests.Select(static request => $"{request.Method} {request.Target}"));
    }

    [Theory]
    [InlineData(SendGridFake.ReadOnlyKey, "missing-scope")]
    [InlineData("SG.wrong-key-000", "auth-failed")]
    public async Task Knows_a_key_that_may_not(string apiKey, string code)
    {
        await using var setup = await SendGridSetup.StartAsync();

        var result = await VerifyAsync(setup.Create(new { apiKey }));

        Assert.Equal((false, code), (result.IsValid, result.Code));
        Assert.DoesNotContain(apiKey, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html/>", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(200, "{}", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(200, """{"scopes":7}""", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(200, """{"scopes":[]}""", "missing-scope", HealthStatus.Unhealthy)]
    [InlineData(429, "{}", "http-429", HealthStatus.Degraded)]
    [InlineData(500, "{}", "http-500", HealthStatus.Unhealthy)]
    [InlineData(404, "{}", "http-404", HealthStatus.Unhealthy)]
    public async Task Says_what_is_wrong(int status, string body, string code, HealthStatus health)
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));

        var (verification, report) = (await VerifyAsync(setup.Provider), await ProbeAsync(setup.Provider));

        Assert.Equal((false, code), (verification.IsValid, verification.Code));
        Assert.Equal((health, code), (report.Status, report.Code));
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        await using var setup = await SendGridSetup.StartAsync();

        var result = await VerifyAsync(setup.Create(new { baseUrl = "http://127.0.0.1:1/" }));

        Assert.Equal((false, "connect-failed"), (result.IsValid, result.Code));
    }

    [Fact]
    public async Task Says_that_a_connection_broke()
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);
        setup.Fake.AnswerNext(FakeAnswer.Json(200, """{"scopes":["mail.send"]}""") with { Fault = FakeFault.LoseConnectionInBody });

        Assert.Equal(("connection-lost", "connection-lost"), ((await VerifyAsync(setup.Provider)).Code, (await VerifyAsync(setup.Provider)).Code));
    }

    private static ValueTask<VerificationResult> VerifyAsync(IChannelProvider provider) => ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

    private static ValueTask<HealthReport> ProbeAsync(IChannelProvider provider) => ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);
}
