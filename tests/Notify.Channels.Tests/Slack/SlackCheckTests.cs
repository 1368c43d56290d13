using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Slack;

public sealed class SlackCheckTests
{
    [Fact]
    public async Task Knows_a_token_and_a_webhook_that_work_and_posts_nothing()
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.True((await VerifyAsync(setup.Provider)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(setup.Provider)).Status);
        Assert.Equal(["/api/auth.test", setup.Fake.HookUrl.AbsolutePath, "/api/auth.test"], setup.Fake.Requests.Select(static request => request.Target));
        Assert.Empty(setup.Fake.Posts);
    }

    [Fact]
    public async Task Asks_whether_slack_is_there_when_there_is_no_token()
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { botToken = (string?)null, webhookUrl = (string?)null });

        Assert.True((await VerifyAsync(provider)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ProbeAsync(provider)).Status);
        Assert.All(setup.Fake.Requests, static request => Assert.Equal("/api/api.test", request.Target));
    }

    [Fact]
    public async Task Knows_a_token_that_does_not_work()
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal("invalid_auth", (await VerifyAsync(setup.Create(new { botToken = "xoxb-wrong-token" }))).Code);

        setup.Fake.Scopes = "channels:read";
        Assert.Equal("missing_scope", (await VerifyAsync(setup.Provider)).Code);
    }

    [Theory]
    [InlineData("no_service")]
    [InlineData("action_prohibited")]
    [InlineData("channel_is_archived")]
    public async Task Knows_a_webhook_that_does_not_work(string error)
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.Trouble(setup.Fake.HookUrl.AbsoluteUri, error);

        var result = await VerifyAsync(setup.Provider);

        Assert.Equal((false, error), (result.IsValid, result.Code));
        Assert.DoesNotContain("secret-of-the-hook", result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<html/>", "unreadable-answer", HealthStatus.Unhealthy)]
    [InlineData(200, """{"ok":false,"error":"token_revoked"}""", "token_revoked", HealthStatus.Unhealthy)]
    [InlineData(200, """{"ok":false,"error":"<b>"}""", "unknown-error", HealthStatus.Unhealthy)]
    [InlineData(429, "", "ratelimited", HealthStatus.Degraded)]
    [InlineData(500, "", "http-500", HealthStatus.Unhealthy)]
    public async Task Says_what_is_wrong(int status, string body, string code, HealthStatus health)
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));

        var (verification, report) = (await VerifyAsync(setup.Provider), await ProbeAsync(setup.Provider));

        Assert.Equal((false, code), (verification.IsValid, verification.Code));
        Assert.Equal((health, code), (report.Status, report.Code));
    }

    [Fact]
    public async Task Says_that_nobody_listens_or_that_a_connection_broke()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);

        Assert.Equal("connection-lost", (await VerifyAsync(setup.Provider)).Code);
        Assert.Equal("connect-failed", (await VerifyAsync(setup.Create(new { baseUrl = "http://127.0.0.1:1/" }))).Code);
    }

    private static ValueTask<VerificationResult> VerifyAsync(IChannelProvider provider) => ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

    private static ValueTask<HealthReport> ProbeAsync(IChannelProvider provider) => ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);
}
