using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.WebPush;

public sealed class WebPushSendTests
{
    [Fact]
    public async Task Sends_what_only_the_browser_can_read()
    {
        await using var setup = await WebPushSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Full(setup.Browser.Subscription));

        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = $"{setup.Fake.Origin}/message/1" }, outcome);
        var push = Assert.Single(setup.Fake.Requests);
        Assert.Equal(("POST", setup.Browser.Endpoint.AbsolutePath, "HTTP/2"), (push.Method, push.Target, push.Protocol));
        Assert.Equal(("application/octet-stream", "aes128gcm"), (push.Header("content-type"), push.Header("content-encoding")));
        Assert.Equal(("60", "high", "order-1042"), (push.Header("ttl"), push.Header("urgency"), push.Header("topic")));
        Assert.Equal(
            JsonText.Compact("""
                {
                  "title": "Order 1042",
                  "body": "On its way, Zoë 🚚 <b>&</b>",
                  "data": { "order": "1042", "empty": "" },
                  "badge": 3,
                  "sound": "chime.caf",
                  "image": "https://cdn.example.com/truck.png?w=1&h=2"
                }
                """),
            JsonText.Compact(setup.Browser.Decrypt(push.Body)));
    }

    [Fact]
    public async Task Leaves_out_what_the_message_leaves_out()
    {
        await using var setup = await WebPushSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription));

        var push = Assert.Single(setup.Fake.Requests);
        Assert.Equal("""{"body":"Hello"}""", setup.Browser.Decrypt(push.Body));
        Assert.Equal((null, "normal"), (push.Header("topic"), push.Header("urgency")));
    }

    [Fact]
    public async Task Sends_a_badge_of_zero_as_zero()
    {
        await using var setup = await WebPushSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription) with { Badge = 0 });

        Assert.Equal("""{"body":"Hello","badge":0}""", setup.Browser.Decrypt(Assert.Single(setup.Fake.Requests).Body));
    }

    [Fact]
    public async Task Lays_the_callers_own_words_over_the_common_ones()
    {
        await using var setup = await WebPushSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription) with
        {
            Badge = 1,
            Overrides = Pushes.Overrides("""{"webPush":{"icon":"/i.png","actions":[{"action":"open","title":"Open"}],"badge":null},"webpush":{"is":"fcm's"}}"""),
        });

        Assert.Equal(
            """{"body":"Hello","icon":"/i.png","actions":[{"action":"open","title":"Open"}]}""", setup.Browser.Decrypt(Assert.Single(setup.Fake.Requests).Body));
    }

    [Theory]
    [InlineData("""{"webPush":1}""")]
    [InlineData("""{"webPush":null}""")]
    [InlineData("""{"webPush":[]}""")]
    public async Task Refuses_overrides_that_are_no_object(string overrides)
    {
        await using var setup = await WebPushSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription) with { Overrides = Pushes.Overrides(overrides) });

        Assert.Equal("Rejected invalid-overrides", Outcomes.Describe(outcome));
    }

    [Theory]
    [InlineData(null, null, null, "2419200")]
    [InlineData(null, null, 3_600, "3600")]
    [InlineData(null, null, 0, "0")]
    [InlineData(60, null, 3_600, "60")]
    [InlineData(0, null, null, "0")]
    [InlineData(null, 30, null, "30")]
    [InlineData(60, 30, null, "30")]
    [InlineData(30, 60, null, "30")]
    [InlineData(60, -5, null, "0")]
    [InlineData(9_999_999, null, null, "2419200")]
    public async Task Lives_as_long_as_it_may_but_not_beyond_its_deadline(int? timeToLive, int? deadlineIn, int? setting, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();
        await using var provider = setup.Create(WebPushSetup.Keys.PublicKey, WebPushSetup.Keys.PrivateKey, ttl: setting);

        await provider.SendAsync(
            Pushes.Plain(setup.Browser.Subscription) with
            {
                TimeToLive = timeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Deadline = deadlineIn is { } left ? setup.Clock.GetUtcNow().AddSeconds(left) : null,
            },
            TestLimits.Token);

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("ttl"));
    }

    [Theory]
    [InlineData(MessagePriority.Low, "low")]
    [InlineData(MessagePriority.Normal, "normal")]
    [InlineData(MessagePriority.High, "high")]
    [InlineData(MessagePriority.Critical, "high")]
    public async Task Says_how_urgent_it_is(MessagePriority priority, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription) with { Priority = priority });

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("urgency"));
    }

    [Theory]
    [InlineData("order-1042", "order-1042")]
    [InlineData("01234567890123456789012345678901", "01234567890123456789012345678901")]
    [InlineData("012345678901234567890123456789012", "-xf49ADVPVDvsWPdirQKGzrhcTI49sKI")]
    [InlineData("order 1042", "7OmT6ZnXnn8jRRYaWpj_IJ4e6gMbz8Vm")]
    [InlineData("x\r\nTTL: 1", "ugRxkdw_319Ot672I9h_xDDNJguyaPEN")]
    public async Task Makes_a_topic_of_the_collapse_key(string key, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();

        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync(Pushes.Plain(setup.Browser.Subscription) with { CollapseKey = key })));

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("topic"));
    }

    [Theory]
    [InlineData(3_993, "Accepted")]
    [InlineData(3_994, "Rejected payload-too-large")]
    public async Task Counts_the_bytes_before_it_sends(int size, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();
        var message = Pushes.Plain(setup.Browser.Subscription) with { Body = new('x', size - """{"body":""}""".Length) };

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(message)));
        Assert.Equal(expected == "Accepted" ? [4_096] : [], setup.Fake.Requests.Select(static push => push.Body.Length));
    }

    [Fact]
    public async Task Shares_a_connection_among_two_hundred_sends_and_answers_each_its_own()
    {
        await using var setup = await WebPushSetup.StartAsync();
        var browsers = Enumerable.Range(0, 200).Select(_ => setup.Fake.Subscribe()).ToList();
        setup.Fake.Unsubscribe(browsers[7]);
        await setup.SendAsync(); // only its answer tells how many streams the service takes at once

        var outcomes = await Task.WhenAll(browsers.Select(browser => setup.SendAsync(Pushes.Plain(browser.Subscription)).AsTask()));

        Assert.Equal(
            Enumerable.Range(0, 200).Select(static index => index == 7 ? "EndpointGone http-410" : "Accepted"), outcomes.Select(Outcomes.Describe));
        Assert.Single(setup.Fake.Requests.Select(static push => push.ConnectionId).Distinct());
    }

    [Theory]
    [InlineData(200, "Accepted")]
    [InlineData(201, "Accepted")]
    [InlineData(202, "Accepted")]
    [InlineData(204, "Accepted")]
    [InlineData(301, "Rejected http-301")]
    [InlineData(307, "Rejected http-307")]
    [InlineData(400, "Rejected http-400")]
    [InlineData(401, "Misconfigured vapid-refused")]
    [InlineData(403, "Misconfigured vapid-refused")]
    [InlineData(404, "EndpointGone http-404")]
    [InlineData(410, "EndpointGone http-410")]
    [InlineData(413, "Rejected payload-too-large")]
    [InlineData(429, "Throttled http-429")]
    [InlineData(500, "Transient http-500")]
    [InlineData(502, "Transient http-502")]
    [InlineData(503, "Transient http-503")]
    public async Task Turns_a_status_into_what_to_do_next(int status, string expected)
    {
        await using var setup = await WebPushSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(status, "", ("Location", "https://push.example.com/m/1")));

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync()));
        Assert.Single(setup.Fake.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task Does_not_let_a_strangers_server_put_the_integration_aside(int status)
    {
        await using var setup = await WebPushSetup.StartAsync();
        await using var open = setup.Create(WebPushSetup.Keys.PublicKey, WebPushSetup.Keys.PrivateKey);
        setup.Fake.AnswerNext(FakeAnswer.Plain(status));

        Assert.Equal("Rejected vapid-refused", Outcomes.Describe(await open.SendAsync(Pushes.Plain(setup.Browser.Subscription), TestLimits.Token)));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Waits_as_long_as_the_service_asks(int status)
    {
        await using var setup = await WebPushSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(status, "", ("Retry-After", "17")));

        var wait = await setup.SendAsync() switch
        {
            SendOutcome.Throttled throttled => throttled.RetryAfter,
            SendOutcome.Transient transient => transient.RetryAfter,
            _ => null,
        };

        Assert.Equal(TimeSpan.FromSeconds(17), wait);
    }

    [Theory]
    [InlineData(FakeFault.LoseConnection)]
    [InlineData(FakeFault.ResetStream)]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer(FakeFault fault)
    {
        await using var setup = await WebPushSetup.StartAsync();
        setup.Fake.AnswerNext(new() { Fault = fault });

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Lets_the_caller_end_a_send_that_is_not_answered()
    {
        await using var setup = await WebPushSetup.StartAsync();
        using var gate = setup.Fake.Hold();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var send = setup.Provider.SendAsync(Pushes.Plain(setup.Browser.Subscription), caller.Token).AsTask();
        await setup.Fake.UntilRequestsAsync(1, TestLimits.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
    }

    [Fact]
    public async Task Refuses_what_is_no_push_message()
    {
        await using var setup = await WebPushSetup.StartAsync();

        Assert.Equal("Rejected wrong-family", Outcomes.Describe(await setup.Provider.SendAsync(Chats.To("somebody"), TestLimits.Token)));
    }
}
