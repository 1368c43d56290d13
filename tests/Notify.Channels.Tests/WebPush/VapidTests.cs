using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.WebPush;

namespace Notify.Channels.Tests.WebPush;

public sealed class VapidTests
{
    [Fact]
    public async Task Signs_in_once_for_many_messages_and_again_before_the_token_ends()
    {
        await using var setup = await WebPushSetup.StartAsync();

        foreach (var hours in new[] { 0, 10, 1, 10, 1 })
        {
            setup.Clock.Advance(TimeSpan.FromHours(hours));
            Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
        }

        var tokens = setup.Fake.Requests.Select(static push => push.Header("authorization")!).ToList();
        Assert.Equal([tokens[0], tokens[0], tokens[2], tokens[2], tokens[4]], tokens);
        Assert.Equal(3, tokens.Distinct().Count());
    }

    [Fact]
    public async Task Names_the_service_the_contact_and_the_end()
    {
        await using var setup = await WebPushSetup.StartAsync();

        await setup.SendAsync();

        var authorization = Assert.Single(setup.Fake.Requests).Header("authorization")!;
        var token = authorization["vapid t=".Length..].Split(", k=");
        var segments = token[0].Split('.').Take(2).Select(static segment => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(segment)));
        Assert.Equal(
            ["""{"typ":"JWT","alg":"ES256"}""", $$"""{"aud":"{{setup.Fake.Origin}}","exp":1772668800,"sub":"mailto:ops@example.com"}"""], segments);
        Assert.Equal(WebPushSetup.Keys.PublicKey, token[1]);
    }

    [Fact]
    public async Task Says_that_the_browser_subscribed_with_another_key()
    {
        await using var setup = await WebPushSetup.StartAsync();
        var browser = setup.Fake.Subscribe(VapidKeys.Generate().PublicKey);

        Assert.Equal("Misconfigured vapid-refused", Outcomes.Describe(await setup.SendAsync(Pushes.Plain(browser.Subscription))));
    }

    [Fact]
    public void Generates_pairs_that_are_read_back()
    {
        var (first, second) = (VapidKeys.Generate(), VapidKeys.Generate());

        using var key = VapidKeys.Read(first.PublicKey, first.PrivateKey);

        Assert.NotEqual(first.PrivateKey, second.PrivateKey);
        Assert.Equal((87, 43), (first.PublicKey.Length, first.PrivateKey.Length));
        Assert.DoesNotContain(first.PrivateKey, first.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_the_private_key_as_pem_too()
    {
        await using var setup = await WebPushSetup.StartAsync();
        using var key = VapidKeys.Read(WebPushSetup.Keys.PublicKey, WebPushSetup.Keys.PrivateKey);
        foreach (var pem in new[] { key.ExportPkcs8PrivateKeyPem(), key.ExportECPrivateKeyPem(), key.ExportPkcs8PrivateKeyPem().Replace("\n", "\\n", StringComparison.Ordinal) })
        {
            await using var provider = setup.Create(WebPushSetup.Keys.PublicKey + "=", pem);

            Assert.True((await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token)).IsValid);
            Assert.Equal("Accepted", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(setup.Browser.Subscription), TestLimits.Token)));
        }
    }

    [Fact]
    public async Task Verifies_the_pair_without_asking_anyone()
    {
        await using var setup = await WebPushSetup.StartAsync();

        Assert.True((await ((IVerifyCredentials)setup.Provider).VerifyAsync(TestLimits.Token)).IsValid);
        Assert.Equal(HealthStatus.Healthy, (await ((IHealthProbe)setup.Provider).ProbeAsync(TestLimits.Token)).Status);

        Assert.Equal(0, setup.Fake.Connections);
    }

    public static TheoryData<string, string> BadPairs()
    {
        var (own, other) = (VapidKeys.Generate(), VapidKeys.Generate());
        using var wrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var publicOnly = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            { own.PublicKey, other.PrivateKey },
            { own.PublicKey, "-----BEGIN PRIVATE KEY-----\nTVJJ\n-----END PRIVATE KEY-----" },
            { own.PublicKey, wrongCurve.ExportPkcs8PrivateKeyPem() },
            { own.PublicKey, publicOnly.ExportSubjectPublicKeyInfoPem() },
            { own.PublicKey, new string('A', 43) }, // zero
            { own.PublicKey, new string('_', 43) }, // beyond the group's order
            { own.PublicKey, "not base64url! not base64url! not base64url!" },
            { "A" + own.PublicKey[1..], own.PrivateKey },
            { own.PublicKey[..40], own.PrivateKey },
        };
    }

    [Theory]
    [MemberData(nameof(BadPairs), DisableDiscoveryEnumeration = true)]
    public async Task Says_that_keys_cannot_be_used_without_quoting_them(string publicKey, string privateKey)
    {
        await using var setup = await WebPushSetup.StartAsync();
        await using var provider = setup.Create(publicKey, privateKey);

        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        var health = await ((IHealthProbe)provider).ProbeAsync(TestLimits.Token);

        Assert.Equal((false, "invalid-vapid-keys"), (result.IsValid, result.Code));
        Assert.Equal((HealthStatus.Unhealthy, "invalid-vapid-keys"), (health.Status, health.Code));
        Assert.DoesNotContain(privateKey, result.Detail, StringComparison.Ordinal);
        Assert.Equal("Misconfigured invalid-vapid-keys", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(setup.Browser.Subscription), TestLimits.Token)));
        Assert.Empty(setup.Fake.Requests);
    }
}
