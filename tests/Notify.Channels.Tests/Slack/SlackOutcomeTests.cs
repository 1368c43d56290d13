using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Slack;

public sealed class SlackOutcomeTests
{
    [Theory]
    [InlineData("channel_not_found", "EndpointGone")]
    [InlineData("is_archived", "EndpointGone")]
    [InlineData("user_not_found", "EndpointGone")]
    [InlineData("user_disabled", "EndpointGone")]
    [InlineData("cannot_dm_bot", "EndpointGone")]
    [InlineData("not_in_channel", "Rejected")]
    [InlineData("restricted_action", "Rejected")]
    [InlineData("restricted_action_read_only_channel", "Rejected")]
    [InlineData("restricted_action_thread_only_channel", "Rejected")]
    [InlineData("msg_too_long", "Rejected")]
    [InlineData("msg_blocks_too_long", "Rejected")]
    [InlineData("invalid_blocks", "Rejected")]
    [InlineData("no_text", "Rejected")]
    [InlineData("too_many_attachments", "Rejected")]
    [InlineData("invalid_arguments", "Rejected")]
    [InlineData("something_new", "Rejected")]
    [InlineData("not_authed", "Misconfigured")]
    [InlineData("invalid_auth", "Misconfigured")]
    [InlineData("token_revoked", "Misconfigured")]
    [InlineData("token_expired", "Misconfigured")]
    [InlineData("account_inactive", "Misconfigured")]
    [InlineData("missing_scope", "Misconfigured")]
    [InlineData("no_permission", "Misconfigured")]
    [InlineData("ekm_access_denied", "Misconfigured")]
    [InlineData("messages_tab_disabled", "Misconfigured")]
    [InlineData("ratelimited", "Throttled")]
    [InlineData("rate_limited", "Throttled")]
    [InlineData("message_limit_exceeded", "Throttled")]
    [InlineData("service_unavailable", "Transient")]
    [InlineData("request_timeout", "Transient")]
    [InlineData("team_added_to_org", "Transient")]
    [InlineData("internal_error", "Ambiguous")]
    [InlineData("fatal_error", "Ambiguous")]
    public async Task Turns_an_error_of_the_web_api_into_what_to_do_next(string error, string expected)
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.Trouble(SlackSetup.Channel, error);

        Assert.Equal($"{expected} {error}", Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Requests);
    }

    [Theory]
    [InlineData(200, "", "Ambiguous unreadable-answer")]
    [InlineData(200, "ok", "Ambiguous unreadable-answer")]
    [InlineData(200, "<html/>", "Ambiguous unreadable-answer")]
    [InlineData(200, "[]", "Ambiguous unreadable-answer")]
    [InlineData(200, """{"ok":"yes"}""", "Ambiguous unreadable-answer")]
    [InlineData(200, """{"message":{"ok":true}}""", "Ambiguous unreadable-answer")]
    [InlineData(200, """{"ok":false}""", "Rejected unknown-error")]
    [InlineData(200, """{"ok":false,"error":7}""", "Rejected unknown-error")]
    [InlineData(200, """{"ok":false,"error":"Not A Word <b>"}""", "Rejected unknown-error")]
    [InlineData(200, """{"error":"is_archived","warning":{"error":"x"},"ok":false}""", "EndpointGone is_archived")]
    [InlineData(200, """{"ok":true}""", "Accepted")]
    [InlineData(200, """{"ok":true,"channel":"C1","ts":"1.2","message":{"text":""", "Accepted")]
    [InlineData(302, "", "Misconfigured http-302")]
    [InlineData(400, "", "Rejected http-400")]
    [InlineData(401, "", "Misconfigured http-401")]
    [InlineData(404, "", "Misconfigured http-404")]
    [InlineData(429, "", "Throttled ratelimited")]
    [InlineData(500, "", "Transient http-500")]
    [InlineData(503, "", "Transient http-503")]
    public async Task Turns_an_answer_of_the_web_api_into_what_to_do_next(int status, string body, string expected)
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
    }

    [Theory]
    [InlineData("no_service", "EndpointGone no_service", "Misconfigured no_service")]
    [InlineData("no_team", "EndpointGone no_team", "Misconfigured no_team")]
    [InlineData("channel_not_found", "EndpointGone channel_not_found", "Misconfigured channel_not_found")]
    [InlineData("channel_is_archived", "EndpointGone channel_is_archived", "Misconfigured channel_is_archived")]
    [InlineData("invalid_token", "EndpointGone invalid_token", "Misconfigured invalid_token")]
    [InlineData("action_prohibited", "Rejected action_prohibited", "Misconfigured action_prohibited")]
    [InlineData("invalid_payload", "Rejected invalid_payload", "Rejected invalid_payload")]
    [InlineData("user_not_found", "EndpointGone user_not_found", "EndpointGone user_not_found")]
    [InlineData("invalid_blocks", "Rejected invalid_blocks", "Rejected invalid_blocks")]
    [InlineData("rollup_error", "Transient rollup_error", "Transient rollup_error")]
    public async Task Turns_an_error_of_a_webhook_into_what_to_do_next(string error, string theirs, string own)
    {
        await using var setup = await SlackSetup.StartAsync();
        var hook = setup.Fake.HookTo("theirs").AbsoluteUri;
        setup.Fake.Trouble(hook, error);
        setup.Fake.Trouble(setup.Fake.HookUrl.AbsoluteUri, error);

        Assert.Equal((theirs, own), (Outcomes.Describe(await setup.SendAsync(hook)), Outcomes.Describe(await setup.SendAsync("default"))));
    }

    [Theory]
    [InlineData(200, "", "Ambiguous unreadable-answer")]
    [InlineData(200, "<html>ok</html>", "Ambiguous unreadable-answer")]
    [InlineData(200, "ok\n", "Accepted")]
    [InlineData(302, "", "Rejected http-302")]
    [InlineData(400, "What?", "Rejected http-400")]
    [InlineData(403, "", "Rejected http-403")]
    [InlineData(404, "<html/>", "EndpointGone http-404")]
    [InlineData(410, "", "EndpointGone http-410")]
    [InlineData(429, "", "Throttled ratelimited")]
    [InlineData(500, "<html/>", "Transient http-500")]
    public async Task Turns_an_answer_of_a_webhook_into_what_to_do_next(int status, string body, string expected)
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(status, body));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(setup.Fake.HookUrl.AbsoluteUri)));
    }

    [Fact]
    public async Task Never_tells_a_webhooks_url_which_is_a_secret()
    {
        await using var setup = await SlackSetup.StartAsync();
        var hook = setup.Fake.HookTo("theirs").AbsoluteUri;
        foreach (var (status, fault) in new[] { (404, FakeFault.None), (400, FakeFault.None), (500, FakeFault.None), (200, FakeFault.LoseConnection) })
        {
            setup.Fake.AnswerNext(FakeAnswer.Plain(status, hook) with { Fault = fault });

            Assert.DoesNotContain("secret-of-the-hook", (await setup.Create().SendAsync(SlackSetup.Message(hook), TestLimits.Token)).ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync("default")));
    }

    [Fact]
    public async Task Opens_the_breaker_for_a_wrong_token()
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal("Misconfigured invalid_auth", Outcomes.Describe(await setup.Create(new { botToken = "xoxb-wrong-token" }).SendAsync(SlackSetup.Message(), TestLimits.Token)));
    }
}
