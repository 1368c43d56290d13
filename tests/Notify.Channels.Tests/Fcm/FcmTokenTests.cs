using System.Text.Json.Nodes;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Fcm;

namespace Notify.Channels.Tests.Fcm;

public sealed class FcmTokenTests
{
    [Fact]
    public async Task Two_hundred_sends_at_once_fetch_one_access_token()
    {
        await using var setup = await FcmSetup.StartAsync();
        var gate = setup.Fake.Hold(FcmFake.TokenPath);

        var sends = Enumerable.Range(0, 200).Select(_ => setup.SendAsync().AsTask()).ToArray();
        await setup.Fake.UntilRequestsAsync(1, TestLimits.Token);
        gate.Open();

        Assert.All(await Task.WhenAll(sends), static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal((1, 200), (setup.Fake.TokenCalls, setup.Fake.Sends.Count));
    }

    [Fact]
    public async Task Uses_a_token_until_shortly_before_its_end()
    {
        await using var setup = await FcmSetup.StartAsync();
        await setup.SendAsync();

        setup.Clock.Advance(TimeSpan.FromSeconds(3_599 - 301));
        await setup.SendAsync();

        Assert.Equal(1, setup.Fake.TokenCalls);
    }

    [Fact]
    public async Task Sends_on_with_the_old_token_while_one_new_one_is_fetched()
    {
        await using var setup = await FcmSetup.StartAsync();
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromSeconds(3_599 - 299));
        var gate = setup.Fake.Hold(FcmFake.TokenPath);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => setup.SendAsync().AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        gate.Open();
        await setup.Fake.UntilRequestsAsync(53, TestLimits.Token);
        Assert.Equal(2, setup.Fake.TokenCalls);
        Assert.Single(setup.Fake.Sends.Select(static send => send.Header("authorization")).Distinct());
    }

    [Fact]
    public async Task Waits_for_a_new_token_when_the_old_one_has_ended()
    {
        await using var setup = await FcmSetup.StartAsync();
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromSeconds(3_599));
        setup.Fake.RevokeAccessTokens();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => setup.SendAsync().AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal((2, 51), (setup.Fake.TokenCalls, setup.Fake.Sends.Count));
    }

    [Fact]
    public async Task Replaces_a_revoked_token_once_for_all_who_are_refused()
    {
        await using var setup = await FcmSetup.StartAsync();
        await setup.SendAsync();
        setup.Fake.RevokeAccessTokens();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => setup.SendAsync().AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal(2, setup.Fake.TokenCalls);
    }

    [Fact]
    public async Task Gives_up_after_a_second_refusal()
    {
        await using var setup = await FcmSetup.StartAsync();
        for (var i = 0; i < 2; i++)
            setup.Fake.AnswerNext(FcmFake.Error(401, "UNAUTHENTICATED", null), "/v1");

        Assert.Equal("Misconfigured unauthenticated", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal((2, 2), (setup.Fake.TokenCalls, setup.Fake.Sends.Count));
    }

    [Fact]
    public async Task One_impatient_caller_does_not_cancel_the_token_of_the_others()
    {
        await using var setup = await FcmSetup.StartAsync();
        var gate = setup.Fake.Hold(FcmFake.TokenPath);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var first = setup.Provider.SendAsync(Pushes.Plain(FcmSetup.Token), impatient.Token).AsTask();
        await setup.Fake.UntilRequestsAsync(1, TestLimits.Token);
        var second = setup.SendAsync().AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.Open();

        Assert.Equal("Accepted", Outcomes.Describe(await second));
        Assert.Equal((1, 1), (setup.Fake.TokenCalls, setup.Fake.Sends.Count));
    }

    [Theory]
    [InlineData(400, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""", "Misconfigured oauth-invalid-grant")]
    [InlineData(401, """{"error":"invalid_client"}""", "Misconfigured oauth-invalid-client")]
    [InlineData(403, "<html>", "Misconfigured token-http-403")]
    [InlineData(400, """{"error":"<script>"}""", "Misconfigured token-http-400")]
    [InlineData(429, "", "Transient token-http-429")]
    [InlineData(500, "{}", "Transient token-http-500")]
    [InlineData(503, "", "Transient token-http-503")]
    [InlineData(200, "not json", "Transient token-unreadable")]
    [InlineData(200, """{"access_token":""}""", "Transient token-unreadable")]
    [InlineData(200, "[]", "Transient token-unreadable")]
    public async Task Says_why_there_is_no_access_token(int status, string body, string expected)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(status, body), FcmFake.TokenPath);

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Empty(setup.Fake.Sends);
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync())); // a failure is not remembered
    }

    [Fact]
    public async Task Knows_that_nothing_was_sent_when_the_token_endpoint_breaks_off()
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost, FcmFake.TokenPath);

        Assert.Equal("Transient connection-lost", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Verifies_the_account_and_the_project_without_telling_anyone()
    {
        await using var setup = await FcmSetup.StartAsync();

        Assert.True((await ((IVerifyCredentials)setup.Provider).VerifyAsync(TestLimits.Token)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ((IHealthProbe)setup.Provider).ProbeAsync(TestLimits.Token)).Status);

        Assert.All(setup.Fake.Sends, static send => Assert.True(send.Json().GetProperty("validate_only").GetBoolean()));
        Assert.Equal(1, setup.Fake.TokenCalls);
    }

    [Fact]
    public async Task Says_that_the_project_does_not_exist()
    {
        await using var setup = await FcmSetup.StartAsync();
        await using var provider = setup.Create(new { serviceAccount = setup.Fake.ServiceAccountJson, projectId = "elsewhere", baseUrl = setup.Fake.BaseUrl });

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

        Assert.Equal((false, "project-not-found"), (result.IsValid, result.Code));
    }

    [Fact]
    public async Task Takes_the_key_file_as_an_object_too()
    {
        await using var setup = await FcmSetup.StartAsync();
        await using var provider = setup.Create(new { serviceAccount = JsonNode.Parse(setup.Fake.ServiceAccountJson), baseUrl = setup.Fake.BaseUrl });

        Assert.Equal("Accepted", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(FcmSetup.Token), TestLimits.Token)));
    }

    [Theory]
    [InlineData("private_key", "-----BEGIN PRIVATE KEY-----\nTVJJ\n-----END PRIVATE KEY-----")]
    [InlineData("private_key", "top secret")]
    [InlineData("private_key", null)]
    [InlineData("client_email", null)]
    [InlineData("project_id", null)]
    [InlineData("token_uri", "file:///etc/passwd")]
    public async Task Says_what_is_wrong_with_a_key_file_without_quoting_it(string member, string? value)
    {
        await using var setup = await FcmSetup.StartAsync();
        var file = JsonNode.Parse(setup.Fake.ServiceAccountJson)!.AsObject();
        file[member] = value;
        await using var provider = setup.Create(new { serviceAccount = file.ToJsonString(), baseUrl = setup.Fake.BaseUrl });

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        var health = await ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);

        Assert.Equal((false, "invalid-service-account"), (result.IsValid, result.Code));
        Assert.Equal((HealthStatus.Unhealthy, "invalid-service-account"), (health.Status, health.Code));
        Assert.DoesNotContain(value ?? "BEGIN", result.Detail, StringComparison.Ordinal);
        Assert.Equal("Misconfigured invalid-service-account", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(FcmSetup.Token), TestLimits.Token)));
        Assert.Empty(setup.Fake.Requests);
    }
}
