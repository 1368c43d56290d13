using System.Security.Cryptography;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Apns;

namespace Notify.Channels.Tests.Apns;

public sealed class ApnsTokenTests
{
    [Fact]
    public async Task Uses_a_token_for_three_quarters_of_an_hour()
    {
        await using var setup = await ApnsSetup.StartAsync();

        foreach (var minutes in new[] { 0, 44, 1, 44, 1 })
        {
            setup.Clock.Advance(TimeSpan.FromMinutes(minutes));
            Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
        }

        var tokens = setup.Fake.Requests.Select(static push => push.Header("authorization")!).ToList();
        Assert.Equal([tokens[0], tokens[0], tokens[2], tokens[2], tokens[4]], tokens);
        Assert.Equal(3, tokens.Distinct().Count());
    }

    [Fact]
    public async Task Two_processes_that_send_for_one_account_are_one_sender_to_apple()
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Clock.Advance(TimeSpan.FromMinutes(17));
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromMinutes(7));
        await using var other = setup.Create();

        Assert.Equal("Accepted", Outcomes.Describe(await other.SendAsync(Pushes.Plain(ApnsSetup.Token), TestLimits.Token))); // Apple takes a new time after 20 minutes only
    }

    [Fact]
    public async Task Signs_once_for_all_who_send_at_once()
    {
        await using var setup = await ApnsSetup.StartAsync();
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromMinutes(46));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => setup.SendAsync().AsTask()));

        Assert.Equal(2, setup.Fake.Requests.Select(static push => push.Header("authorization")).Distinct().Count());
    }

    [Fact]
    public async Task Replaces_an_expired_token_once_and_sends_again()
    {
        await using var setup = await ApnsSetup.StartAsync();
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromMinutes(21));
        setup.Fake.AnswerNext(ApnsFake.Error(403, "ExpiredProviderToken"));

        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));

        var pushes = setup.Fake.Requests;
        Assert.Equal(pushes[0].Header("authorization"), pushes[1].Header("authorization"));
        Assert.NotEqual(pushes[1].Header("authorization"), pushes[2].Header("authorization"));
        Assert.Equal((pushes[1].Header("apns-id"), pushes[1].Text), (pushes[2].Header("apns-id"), pushes[2].Text));
    }

    [Fact]
    public async Task Does_not_replace_a_young_token_because_apple_forbids_it()
    {
        await using var setup = await ApnsSetup.StartAsync();
        await setup.SendAsync();
        setup.Clock.Advance(TimeSpan.FromMinutes(19));
        setup.Fake.AnswerNext(ApnsFake.Error(403, "ExpiredProviderToken"));

        Assert.Equal("Misconfigured expired-provider-token", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal(2, setup.Fake.Requests.Count);
    }

    [Fact]
    public async Task Verifies_the_key_and_the_app_without_telling_anyone()
    {
        await using var setup = await ApnsSetup.StartAsync();

        Assert.True((await ((IVerifyCredentials)setup.Provider).VerifyAsync(TestLimits.Token)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ((IHealthProbe)setup.Provider).ProbeAsync(TestLimits.Token)).Status);

        Assert.All(setup.Fake.Requests, static request => Assert.Equal($"/3/device/{new string('0', 64)}", request.Target));
    }

    [Theory]
    [InlineData("OTHERTEAM1", null, null, "invalid-provider-token")]
    [InlineData(null, "OTHERKEY12", null, "invalid-provider-token")]
    [InlineData(null, null, "com.other", "topic-disallowed")]
    public async Task Says_which_setting_apple_refuses(string? teamId, string? keyId, string? bundleId, string code)
    {
        await using var setup = await ApnsSetup.StartAsync();
        await using var provider = setup.Create(teamId, keyId, null, bundleId);

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        var health = await ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);

        Assert.Equal((false, code), (result.IsValid, result.Code));
        Assert.Equal((HealthStatus.Unhealthy, code), (health.Status, health.Code));
    }

    [Fact]
    public async Task Says_that_the_key_is_another_ones()
    {
        await using var setup = await ApnsSetup.StartAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var provider = setup.Create(key: other.ExportPkcs8PrivateKeyPem());

        Assert.Equal("Misconfigured invalid-provider-token", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(ApnsSetup.Token), TestLimits.Token)));
    }

    [Fact]
    public async Task Takes_a_key_with_its_line_ends_written_out()
    {
        await using var setup = await ApnsSetup.StartAsync();
        await using var provider = setup.Create(key: ApnsFake.KeyPem.Replace("\n", "\\n", StringComparison.Ordinal));

        Assert.Equal("Accepted", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(ApnsSetup.Token), TestLimits.Token)));
    }

    public static TheoryData<string> BadKeys()
    {
        using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var publicOnly = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return
        [
            "top secret", "-----BEGIN PRIVATE KEY-----\nTVJJ\n-----END PRIVATE KEY-----", wrongCurve.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(),
            publicOnly.ExportSubjectPublicKeyInfoPem(),
        ];
    }

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public async Task Says_that_a_key_cannot_be_used_without_quoting_it(string key)
    {
        await using var setup = await ApnsSetup.StartAsync();
        await using var provider = setup.Create(key: key);

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

        Assert.Equal((false, "invalid-key"), (result.IsValid, result.Code));
        Assert.Equal("The key is not a P-256 private key in PEM. Paste the whole .p8 file that Apple gave.", result.Detail);
        Assert.Equal("Misconfigured invalid-key", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(ApnsSetup.Token), TestLimits.Token)));
        Assert.Empty(setup.Fake.Requests);
    }

    [Fact]
    public async Task Says_that_nobody_answers()
    {
        await using var setup = await ApnsSetup.StartAsync();
        await using var provider = setup.Create(baseUrl: new("https://127.0.0.1:1/"));

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);

        Assert.Equal((false, "connect-failed"), (result.IsValid, result.Code));
    }
}
