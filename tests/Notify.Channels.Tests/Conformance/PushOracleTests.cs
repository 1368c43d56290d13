using System.Buffers.Text;
using System.Text.Json;
using Notify.Channels.Tests.Apns;
using Notify.Channels.Tests.Fcm;
using Notify.Channels.Tests.Support;
using Notify.Channels.Tests.WebPush;
using Notify.Channels.WebPush;
using Notify.GraphQL.Tests.Conformance;
using Notify.ProviderFakes.Apns;
using Notify.ProviderFakes.Fcm;
using Notify.ProviderFakes.WebPush;

namespace Notify.Channels.Tests.Conformance;

/// <summary>Neither the plugins nor the fakes are trusted to judge each other alone: libraries that others wrote do it too.</summary>
public sealed class PushOracleTests
{
    [Fact]
    public async Task Tokens_and_messages_are_what_other_libraries_take()
    {
        await using var apns = await ApnsSetup.StartAsync();
        await using var fcm = await FcmSetup.StartAsync();
        await using var webPush = await WebPushSetup.StartAsync();
        await using var peerService = await WebPushFake.StartAsync(null, TestLimits.Token);
        var peerKeys = VapidKeys.Generate();
        var peer = peerService.Subscribe(peerKeys.PublicKey);
        await apns.SendAsync();
        await fcm.SendAsync();
        await webPush.SendAsync(Pushes.Full(webPush.Browser.Subscription));
        var push = Assert.Single(webPush.Fake.Requests);
        var now = webPush.Clock.GetUtcNow().ToUnixTimeSeconds();

        var output = await NodeScript.RunAsync("push.mjs", [peerService.Origin], JsonSerializer.Serialize(new
        {
            apns = new
            {
                token = Assert.Single(apns.Fake.Requests).Header("authorization")!["bearer ".Length..],
                key = ApnsFake.PublicKeyPem, teamId = ApnsFake.TeamId, keyId = ApnsFake.KeyId, now,
            },
            fcm = new
            {
                assertion = fcm.Fake.Requests.Single(static request => request.Path == FcmFake.TokenPath).Form()["assertion"].Single(),
                key = FakeServiceAccount.PublicKeyPem, audience = new Uri(fcm.Fake.BaseUrl, FcmFake.TokenPath), now,
            },
            webPush = new
            {
                authorization = push.Header("authorization"), origin = webPush.Fake.Origin, subject = "mailto:ops@example.com", now,
                body = Base64Url.EncodeToString(push.Body), privateKey = webPush.Browser.PrivateKey, auth = webPush.Browser.Auth,
                text = webPush.Browser.Decrypt(push.Body),
            },
            peer = new
            {
                vapid = new { publicKey = peerKeys.PublicKey, privateKey = peerKeys.PrivateKey }, subscription = peer.Subscription, certificate = peerService.CertificatePath,
            },
        }), TestLimits.Token);

        Assert.Equal("5 of 5 ok", output.Trim());
        Assert.Equal("from web-push", peer.Decrypt(Assert.Single(peerService.Requests).Body));
    }
}
