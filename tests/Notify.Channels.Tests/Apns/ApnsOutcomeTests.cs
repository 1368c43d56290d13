using Notify.Channels.Apns;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Apns;

namespace Notify.Channels.Tests.Apns;

public sealed class ApnsOutcomeTests
{
    [Theory]
    [InlineData(400, "BadCollapseId", "Rejected bad-collapse-id")]
    [InlineData(400, "BadDeviceToken", "EndpointGone bad-device-token")]
    [InlineData(400, "BadExpirationDate", "Rejected bad-expiration-date")]
    [InlineData(400, "BadMessageId", "Rejected bad-message-id")]
    [InlineData(400, "BadPriority", "Rejected bad-priority")]
    [InlineData(400, "BadTopic", "Misconfigured bad-topic")]
    [InlineData(400, "DeviceTokenNotForTopic", "EndpointGone device-token-not-for-topic")]
    [InlineData(400, "DuplicateHeaders", "Rejected duplicate-headers")]
    [InlineData(400, "IdleTimeout", "Transient idle-timeout")]
    [InlineData(400, "InvalidPushType", "Rejected invalid-push-type")]
    [InlineData(400, "MissingDeviceToken", "Rejected missing-device-token")]
    [InlineData(400, "MissingTopic", "Misconfigured missing-topic")]
    [InlineData(400, "PayloadEmpty", "Rejected payload-empty")]
    [InlineData(400, "TopicDisallowed", "Misconfigured topic-disallowed")]
    [InlineData(403, "BadCertificate", "Misconfigured bad-certificate")]
    [InlineData(403, "BadCertificateEnvironment", "Misconfigured bad-certificate-environment")]
    [InlineData(403, "BadEnvironmentKeyIdInToken", "Misconfigured bad-environment-key")]
    [InlineData(403, "ExpiredProviderToken", "Misconfigured expired-provider-token")]
    [InlineData(403, "Forbidden", "Misconfigured forbidden")]
    [InlineData(403, "InvalidProviderToken", "Misconfigured invalid-provider-token")]
    [InlineData(403, "MissingProviderToken", "Misconfigured missing-provider-token")]
    [InlineData(403, "UnrelatedKeyIdInToken", "Misconfigured unrelated-key")]
    [InlineData(404, "BadPath", "Misconfigured bad-path")]
    [InlineData(405, "MethodNotAllowed", "Misconfigured method-not-allowed")]
    [InlineData(410, "ExpiredToken", "EndpointGone expired-token")]
    [InlineData(410, "Unregistered", "EndpointGone unregistered")]
    [InlineData(410, "SomethingNew", "EndpointGone http-410")]
    [InlineData(413, "PayloadTooLarge", "Rejected payload-too-large")]
    [InlineData(429, "TooManyProviderTokenUpdates", "Throttled too-many-provider-token-updates")]
    [InlineData(429, "TooManyRequests", "Throttled too-many-requests")]
    [InlineData(500, "InternalServerError", "Transient internal-server-error")]
    [InlineData(503, "ServiceUnavailable", "Transient service-unavailable")]
    [InlineData(503, "Shutdown", "Transient shutdown")]
    [InlineData(400, "SomethingNew", "Rejected http-400")]
    [InlineData(403, "SomethingNew", "Misconfigured http-403")]
    [InlineData(502, "SomethingNew", "Transient http-502")]
    public async Task Turns_a_reason_into_what_to_do_next(int status, string reason, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Fake.AnswerNext(ApnsFake.Error(status, reason));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Requests);
    }

    [Theory]
    [InlineData(410, "", "EndpointGone http-410")]
    [InlineData(500, "<html>", "Transient http-500")]
    [InlineData(400, "[1]", "Rejected http-400")]
    [InlineData(429, """{"reason":7}""", "Throttled http-429")]
    public async Task Makes_do_with_an_answer_that_is_not_apples(int status, string body, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(status, body));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
    }

    [Theory]
    [InlineData(429, "TooManyRequests")]
    [InlineData(503, "Shutdown")]
    public async Task Waits_as_long_as_apple_asks(int status, string reason)
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Fake.AnswerNext(ApnsFake.Error(status, reason, ("Retry-After", "13")));

        var wait = await setup.SendAsync() switch
        {
            SendOutcome.Throttled throttled => throttled.RetryAfter,
            SendOutcome.Transient transient => transient.RetryAfter,
            _ => null,
        };

        Assert.Equal(TimeSpan.FromSeconds(13), wait);
    }

    [Fact]
    public async Task Drops_only_the_device_that_is_unregistered()
    {
        await using var setup = await ApnsSetup.StartAsync();
        var uninstalled = new string('a', 64);
        setup.Fake.Unregister(uninstalled);

        string[] tokens = [ApnsSetup.Token, uninstalled, new('b', 64)];
        var outcomes = await Task.WhenAll(tokens.Select(token => setup.SendAsync(Pushes.Plain(token)).AsTask()));

        Assert.Equal(["Accepted", "EndpointGone unregistered", "Accepted"], outcomes.Select(Outcomes.Describe));
    }

    [Theory]
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad")]
    [InlineData("740F4707BEBCF74F9B7C25D48E3358945F6AA01DA5DDB387462C7EAF61BB78AD")]
    [InlineData("80aa11bb22cc33dd44ee55ff66778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899aabb")]
    public void Knows_a_device_token(string address) => Assert.Null(new ApnsPlugin().FindFault(address));

    [Theory]
    [InlineData("x")]
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78a")] // odd
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78")] // short
    [InlineData("<740f4707 bebcf74f 9b7c25d4 8e335894 5f6aa01d a5ddb387 462c7eaf 61bb78ad>")] // as old code prints it
    [InlineData("{length=32,bytes=0x740f4707bebcf74f9b7c25d48e335894...61bb78ad00000000}")] // as newer code prints it
    [InlineData("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ag")]
    [InlineData("fGw0qy4TQfmX1Jp_h3-Zk9:APA91bHqz8KfSx0L3uQv2nM5wYt7Rb6Jc1Dd9Ee4Ff8Gg0Hh2Ii5Kk7Ll3Mm6Nn9Oo1Pp4Qq8Rr0Ss2Tt5Uu7Vv3Ww6Xx9Yy1Zz4")] // Google's
    [InlineData("""{"endpoint":"https://push.example.com/x","keys":{"p256dh":"B","auth":"a"}}""")] // a browser's
    public void Knows_what_is_none(string address) => Assert.NotNull(new ApnsPlugin().FindFault(address));

    [Fact]
    public void Knows_that_a_token_is_too_long() => Assert.NotNull(new ApnsPlugin().FindFault(new('a', 202)));
}
