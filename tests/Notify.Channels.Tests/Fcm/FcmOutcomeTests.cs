using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Fcm;

namespace Notify.Channels.Tests.Fcm;

public sealed class FcmOutcomeTests
{
    [Theory]
    [InlineData(404, "NOT_FOUND", "UNREGISTERED", "EndpointGone unregistered")]
    [InlineData(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "Rejected sender-id-mismatch")]
    [InlineData(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "Rejected invalid-argument")]
    [InlineData(400, "INVALID_ARGUMENT", null, "Rejected invalid-argument")]
    [InlineData(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "Throttled quota-exceeded")]
    [InlineData(429, "RESOURCE_EXHAUSTED", null, "Throttled quota-exceeded")]
    [InlineData(503, "UNAVAILABLE", "UNAVAILABLE", "Transient unavailable")]
    [InlineData(500, "INTERNAL", "INTERNAL", "Transient internal")]
    [InlineData(500, "UNKNOWN", null, "Transient http-500")]
    [InlineData(504, "DEADLINE_EXCEEDED", null, "Transient http-504")]
    [InlineData(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR", "Misconfigured third-party-auth-error")]
    [InlineData(403, "PERMISSION_DENIED", null, "Misconfigured permission-denied")]
    [InlineData(404, "NOT_FOUND", null, "Misconfigured project-not-found")]
    [InlineData(400, "FAILED_PRECONDITION", "UNSPECIFIED_ERROR", "Rejected http-400")]
    [InlineData(418, "NEW_STATUS", "NEW_CODE", "Rejected http-418")]
    public async Task Turns_an_error_into_what_to_do_next(int status, string canonical, string? errorCode, string expected)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FcmFake.Error(status, canonical, errorCode), "/v1");

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Sends);
    }

    [Theory]
    [InlineData("Invalid registration token", "message.token")]
    [InlineData("The registration token is not a valid FCM registration token", null)]
    public async Task Gives_a_token_up_that_fcm_calls_malformed(string message, string? field)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FcmFake.Error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", message, field), "/v1");

        Assert.Equal("EndpointGone invalid-token", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Keeps_a_token_when_another_field_is_at_fault()
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FcmFake.Error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "Invalid value", "message.android.ttl"), "/v1");

        Assert.Equal("Rejected invalid-argument", Outcomes.Describe(await setup.SendAsync()));
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData("7", 7)]
    [InlineData("120", 120)]
    public async Task Waits_a_minute_for_quota_unless_told_otherwise(string? retryAfter, int seconds)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FcmFake.Error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", headers: Headers(retryAfter)), "/v1");

        Assert.Equal(new SendOutcome.Throttled { Code = "quota-exceeded", RetryAfter = TimeSpan.FromSeconds(seconds) }, await setup.SendAsync());
    }

    [Fact]
    public async Task Waits_as_long_as_an_overloaded_service_asks()
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FcmFake.Error(503, "UNAVAILABLE", "UNAVAILABLE", headers: Headers("11")), "/v1");

        Assert.Equal(TimeSpan.FromSeconds(11), Assert.IsType<SendOutcome.Transient>(await setup.SendAsync()).RetryAfter);
    }

    [Theory]
    [InlineData(502, "<!DOCTYPE html><title>Error 502</title>", "Transient http-502")]
    [InlineData(404, "<!DOCTYPE html><title>Error 404</title>", "Rejected http-404")]
    [InlineData(400, "[]", "Rejected http-400")]
    [InlineData(500, """{"error":"text"}""", "Transient http-500")]
    [InlineData(500, """{"error":{"details":[1,{"@type":5}]}}""", "Transient http-500")]
    [InlineData(200, "not json", "Accepted")]
    public async Task Makes_do_with_an_answer_that_is_not_fcms(int status, string body, string expected)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(status, body), "/v1");

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Drops_only_the_token_that_is_unregistered()
    {
        await using var setup = await FcmSetup.StartAsync();
        var uninstalled = FcmSetup.Token + "x";
        setup.Fake.Unregister(uninstalled);

        string[] tokens = [FcmSetup.Token, uninstalled, FcmSetup.Token + "y"];
        var outcomes = await Task.WhenAll(tokens.Select(token => setup.SendAsync(Pushes.Plain(token)).AsTask()));

        Assert.Equal(["Accepted", "EndpointGone unregistered", "Accepted"], outcomes.Select(Outcomes.Describe));
    }

    private static (string, string)[] Headers(string? retryAfter) => retryAfter is null ? [] : [("Retry-After", retryAfter)];
}
