using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.WebPush;

namespace Notify.Channels.Tests.WebPush;

public sealed class WebPushAddressTests
{
    private const string P256dh = "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM";
    private const string Auth = "tBHItJI5svbpez7KI4CCXg";
    private const string Endpoint = "https://updates.push.services.mozilla.com/wpush/v2/gAAAAA";

    public static TheoryData<string> Good =>
    [
        Json(),
        Json(auth: Auth + "=="),
        Json(p256dh: P256dh + "="),
        Json(p256dh: P256dh.Replace('-', '+').Replace('_', '/')), // by a library that wrote base64
        $$$"""{"endpoint":"{{{Endpoint}}}","expirationTime":null,"keys":{"p256dh":"{{{P256dh}}}","auth":"{{{Auth}}}"}}""",
        $$$""" { "keys": { "auth": "{{{Auth}}}", "p256dh": "{{{P256dh}}}" }, "endpoint": "https://fcm.googleapis.com:443/fcm/send/x:APA91b", "more": [] } """,
    ];

    public static TheoryData<string> Bad =>
    [
        "x",
        Endpoint,
        "{",
        "{}",
        "[]",
        "null",
        "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad",
        $$$"""{"endpoint":"{{{Endpoint}}}"}""",
        $$$"""{"endpoint":"{{{Endpoint}}}","keys":[]}""",
        $$$"""{"endpoint":"{{{Endpoint}}}","keys":{"p256dh":"{{{P256dh}}}"}}""",
        $$$"""{"endpoint":"{{{Endpoint}}}","keys":{"auth":"{{{Auth}}}"}}""",
        $$$"""{"endpoint":1,"keys":{"p256dh":"{{{P256dh}}}","auth":"{{{Auth}}}"}}""",
        $$$"""{"endpoint":"\ud800","keys":{"p256dh":"{{{P256dh}}}","auth":"{{{Auth}}}"}}""",
        Json(endpoint: "https://user:password@push.example.com/x"),
        Json(endpoint: "/relative"),
        Json(endpoint: ""),
        Json(p256dh: P256dh[..^1]),
        Json(p256dh: "A" + P256dh[1..]), // compressed, or nothing at all
        Json(p256dh: P256dh[..^4] + "AAAA"), // not on the curve
        Json(p256dh: P256dh[..^2] + "!!"),
        Json(auth: Auth[..^2]),
        Json(auth: Auth + "AAAA"),
        Json(auth: ""),
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void Knows_a_browsers_subscription(string address) => Assert.Null(new WebPushPlugin().FindFault(address));

    [Theory]
    [MemberData(nameof(Bad))]
    public void Knows_what_is_none(string address) => Assert.Equal(
        """a browser's push subscription as JSON: {"endpoint":"https://…","keys":{"p256dh":"…","auth":"…"}}, as PushSubscription.toJSON() gives it""",
        new WebPushPlugin().FindFault(address));

    [Fact]
    public void Knows_that_a_push_service_is_reached_over_tls_only() =>
        Assert.NotNull(new WebPushPlugin().FindFault(Json(endpoint: "http://updates.push.services.mozilla.com/x")));

    [Fact]
    public async Task Sends_nothing_in_clear_text_outside_a_tests_installation()
    {
        await using var guarded = new WebPushPlugin().Create(Contexts.Of(
            new { vapidPublicKey = WebPushSetup.Keys.PublicKey, vapidPrivateKey = WebPushSetup.Keys.PrivateKey, subject = "mailto:ops@example.com" }));

        var outcome = await guarded.SendAsync(Pushes.Plain(Json(endpoint: "http://updates.push.services.mozilla.com/x")), TestLimits.Token);

        Assert.Equal("EndpointGone invalid-subscription", Outcomes.Describe(outcome));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Gives_up_an_address_that_was_stored_all_the_same(string address)
    {
        await using var setup = await WebPushSetup.StartAsync();
        await using var open = setup.Create(WebPushSetup.Keys.PublicKey, WebPushSetup.Keys.PrivateKey);

        Assert.Equal("EndpointGone invalid-subscription", Outcomes.Describe(await open.SendAsync(Pushes.Plain(address), TestLimits.Token)));
    }

    [Fact]
    public async Task Reaches_no_inside_address_unless_the_operator_allows_it()
    {
        await using var setup = await WebPushSetup.StartAsync();
        await using var guarded = new WebPushPlugin().Create(Contexts.Of(
            new { vapidPublicKey = WebPushSetup.Keys.PublicKey, vapidPrivateKey = WebPushSetup.Keys.PrivateKey, subject = "mailto:ops@example.com" },
            ("TrustedCertificates", setup.Fake.CertificatePath!)));

        var outcome = await guarded.SendAsync(Pushes.Plain(setup.Browser.Subscription), TestLimits.Token);

        Assert.Equal(
            new SendOutcome.Rejected { Code = "address-not-allowed", Reason = "The subscription's endpoint leads to a private, local or reserved address." }, outcome);
        Assert.Equal(0, setup.Fake.Connections);
    }

    [Theory]
    [InlineData("https://push.example.com/x", "Rejected host-not-allowed")]
    [InlineData("https://evil-127.0.0.1.example/x", "Rejected host-not-allowed")]
    public async Task Serves_only_the_push_services_that_are_allowed(string endpoint, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(Pushes.Plain(Json(endpoint)))));
    }

    private static string Json(string endpoint = Endpoint, string p256dh = P256dh, string auth = Auth) =>
        JsonSerializer.Serialize(new { endpoint, keys = new { p256dh, auth } });
}
