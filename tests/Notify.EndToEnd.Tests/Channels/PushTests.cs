using System.Text.Json;
using Notify.ProviderFakes.Apns;
using Notify.ProviderFakes.Fcm;
using Notify.ProviderFakes.WebPush;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>One notification reaches every device of a person, each through the service that it belongs to.</summary>
public sealed class PushTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    private static readonly string AndroidToken = "fGo0dToken:" + new string('A', 130);
    private static readonly string DeadToken = "dEadToken:" + new string('B', 130);
    private static readonly string AppleToken = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));

    [Fact]
    public async Task Every_device_gets_it_and_a_dead_one_is_not_tried_again()
    {
        await using var fcm = Channels.Trust(await FcmFake.StartAsync(null, Token));
        await using var apns = Channels.Trust(await ApnsFake.StartAsync(null, Token));
        await using var web = Channels.Trust(await WebPushFake.StartAsync(null, Token));
        var (publicKey, privateKey) = NewVapidKeys();
        using var browser = web.Subscribe(publicKey);
        fcm.Unregister(DeadToken);
        await AddIntegrationAsync("fcm", new { serviceAccount = fcm.ServiceAccountJson, baseUrl = fcm.BaseUrl });
        await AddIntegrationAsync("apns", new { teamId = ApnsFake.TeamId, keyId = ApnsFake.KeyId, key = ApnsFake.KeyPem, bundleId = ApnsFake.BundleId, baseUrl = apns.BaseUrl });
        await AddIntegrationAsync("web-push", new { vapidPublicKey = publicKey, vapidPrivateKey = privateKey, subject = "mailto:ops@example.com" });
        var user = await AddSubscriberAsync(new
        {
            endpoints = new object[]
            {
                new { channel = "push", address = AndroidToken },
                new { channel = "push", address = DeadToken },
                new { channel = "push", address = AppleToken },
                new { channel = "push", address = JsonElement.Parse(browser.Subscription) },
            },
        });
        Assert.Equal(
            ["apns", "fcm", "fcm", "web-push"],
            (await Api.GetAsync($"/v1/subscribers/{user}")).Body.GetProperty("endpoints").EnumerateArray().Select(static endpoint => endpoint.GetProperty("provider").GetString()).Order());

        var first = await SendAsync(user, "push", new { push = new { data = new { order = 1042 }, badge = 0, ttl = 60 } }, "Shipped", "On its way.");
        var story = await WaitAsync(first, "PARTIALLY_DELIVERED", "SENT", "FAILED");

        Assert.Equal(["PERMANENT_FAILURE", "SENT", "SENT", "SENT"], Texts(story, "status"));
        Assert.Equal("PARTIALLY_DELIVERED", story.GetProperty("status").GetString());
        AssertContent(fcm, apns, browser, web);

        var second = await SendAsync(user, "push");
        Assert.Equal(["SENT", "SENT", "SENT"], Texts(await WaitAsync(second, "SENT"), "status"));
        var subscriber = (await Api.GetAsync($"/v1/subscribers/{user}")).Body;
        Assert.Equal(
            [DeadToken],
            subscriber.GetProperty("endpoints").EnumerateArray().Where(static e => e.TryGetProperty("goneAt", out _)).Select(static e => e.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task A_message_for_a_service_without_an_account_says_so_and_harms_no_other_device()
    {
        await using var fcm = Channels.Trust(await FcmFake.StartAsync(null, Token));
        await AddIntegrationAsync("fcm", new { serviceAccount = fcm.ServiceAccountJson, baseUrl = fcm.BaseUrl });
        await Api.PatchAsync($"/v1/integrations/{(await Api.GetAsync("/v1/integrations")).Body.GetProperty("data")[3].GetProperty("id").GetString()}", new { retryPreset = "none" });
        var user = await AddSubscriberAsync(new
        {
            endpoints = new object[] { new { channel = "push", address = AndroidToken }, new { channel = "push", address = AppleToken } },
        });

        var story = await Api.WaitForAttemptsAsync(await SendAsync(user, "push"), 2);

        Assert.Equal(
            [("accepted", null), ("misconfigured", "no-integration")],
            story.EnumerateArray().Select(static attempt =>
                (attempt.GetProperty("outcome").GetString(), attempt.TryGetProperty("code", out var code) ? code.GetString() : null)).Order());
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("0123456789abcdef")]
    [InlineData("{\"endpoint\":\"http://push.example/1\"}")]
    [InlineData("https://push.example/subscription")]
    public async Task What_is_no_devices_address_is_refused_at_the_door(string address)
    {
        var answer = await Api.PutAsync("/v1/subscribers/bad", new { endpoints = new[] { new { channel = "push", address } } });

        Assert.Equal((400, "validation-error"), (answer.Status, answer.Code));
        Assert.Equal("/endpoints/0/address", answer.Body.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    [Theory]
    [InlineData("""{"badge":-1}""", "/overrides/push/badge")]
    [InlineData("""{"ttl":"soon"}""", "/overrides/push/ttl")]
    [InlineData("""{"data":[1]}""", "/overrides/push/data")]
    [InlineData("""{"data":{"a":{"b":1}}}""", "/overrides/push/data/a")]
    [InlineData("""{"image":"file:///etc/passwd"}""", "/overrides/push/image")]
    [InlineData("""7""", "/overrides/push")]
    public async Task Overrides_that_make_no_sense_are_refused_before_anything_is_accepted(string push, string path)
    {
        await using var fcm = Channels.Trust(await FcmFake.StartAsync(null, Token));
        await AddIntegrationAsync("fcm", new { serviceAccount = fcm.ServiceAccountJson, baseUrl = fcm.BaseUrl });
        var user = await AddSubscriberAsync(new { endpoints = new object[] { new { channel = "push", address = AndroidToken } } });

        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "push", body = "Hello", overrides = new { push = JsonElement.Parse(push) } });

        Assert.Equal((400, "validation-error"), (answer.Status, answer.Code));
        Assert.Equal(path, answer.Body.GetProperty("errors")[0].GetProperty("path").GetString());
    }

    private static void AssertContent(FcmFake fcm, ApnsFake apns, FakeBrowser browser, WebPushFake web)
    {
        var android = fcm.Sends.Select(static send => send.Json().GetProperty("message")).Single(static message => message.TryGetProperty("token", out var token) && token.GetString() == AndroidToken);
        Assert.Equal(("1042", "60s"), (android.GetProperty("data").GetProperty("order").GetString(), android.GetProperty("android").GetProperty("ttl").GetString()));
        var apple = apns.Requests.Last(static request => request.Path.EndsWith(AppleToken, StringComparison.Ordinal));
        Assert.Equal(("HTTP/2", 0), (apple.Protocol, apple.Json().GetProperty("aps").GetProperty("badge").GetInt32()));
        var pushed = web.Requests[^1];
        Assert.Equal("60", pushed.Header("ttl"));
        using var opened = JsonDocument.Parse(browser.Decrypt(pushed.Body));
        Assert.Equal(("Shipped", "On its way."), (opened.RootElement.GetProperty("title").GetString(), opened.RootElement.GetProperty("body").GetString()));
    }

    private static (string Public, string Private) NewVapidKeys()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var parameters = key.ExportParameters(includePrivateParameters: true);
        byte[] point = [4, .. parameters.Q.X!, .. parameters.Q.Y!]; // exported with its public half
        return (System.Buffers.Text.Base64Url.EncodeToString(point), System.Buffers.Text.Base64Url.EncodeToString(parameters.D!)); // and its private one
    }
}
