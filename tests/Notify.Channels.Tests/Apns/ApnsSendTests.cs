using Notify.Channels.Apns;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Apns;

namespace Notify.Channels.Tests.Apns;

public sealed class ApnsSendTests
{
    [Fact]
    public async Task Sends_over_http_2_with_every_field_that_apple_asks_for()
    {
        await using var setup = await ApnsSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Full(ApnsSetup.Token));

        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6" }, outcome);
        var push = Assert.Single(setup.Fake.Requests);
        Assert.Equal(("POST", $"/3/device/{ApnsSetup.Token}", "HTTP/2"), (push.Method, push.Target, push.Protocol));
        Assert.Equal(
            JsonText.Compact("""
                {
                  "aps": { "alert": { "title": "Order 1042", "body": "On its way, Zoë 🚚 <b>&</b>" }, "badge": 3, "sound": "chime.caf", "mutable-content": 1 },
                  "image": "https://cdn.example.com/truck.png?w=1&h=2",
                  "order": "1042",
                  "empty": ""
                }
                """),
            JsonText.Compact(push.Text));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["apns-id"] = "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6",
                ["apns-topic"] = "com.example.app",
                ["apns-push-type"] = "alert",
                ["apns-priority"] = "10",
                ["apns-expiration"] = "1772625660",
                ["apns-collapse-id"] = "order-1042",
            },
            push.Headers.Where(static field => field.Key.StartsWith("apns-", StringComparison.Ordinal)).ToDictionary());
    }

    [Fact]
    public async Task Leaves_out_what_the_message_leaves_out()
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token));

        var push = Assert.Single(setup.Fake.Requests);
        Assert.Equal("""{"aps":{"alert":{"body":"Hello"}}}""", push.Text);
        Assert.Equal((null, null, "5"), (push.Header("apns-expiration"), push.Header("apns-collapse-id"), push.Header("apns-priority")));
    }

    [Fact]
    public async Task Sends_a_badge_of_zero_as_zero()
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { Badge = 0 });

        Assert.Equal("""{"aps":{"alert":{"body":"Hello"},"badge":0}}""", Assert.Single(setup.Fake.Requests).Text);
    }

    [Theory]
    [InlineData(MessagePriority.Low, null, "1")]
    [InlineData(MessagePriority.Normal, null, "5")]
    [InlineData(MessagePriority.High, null, "10")]
    [InlineData(MessagePriority.Critical, null, "10")]
    [InlineData(MessagePriority.Critical, "background", "5")]
    [InlineData(MessagePriority.Low, "background", "5")]
    [InlineData(MessagePriority.Normal, "voip", "10")]
    public async Task Says_how_urgent_it_is(MessagePriority priority, string? pushType, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with
        {
            Priority = priority,
            Overrides = pushType is null ? null : Pushes.Overrides($$"""{"pushType":"{{pushType}}"}"""),
        });

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("apns-priority"));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(60, null, "1772625660")]
    [InlineData(null, 30, "1772625630")]
    [InlineData(60, 30, "1772625630")]
    [InlineData(30, 60, "1772625630")]
    [InlineData(0, null, "0")]
    [InlineData(60, -5, "0")]
    public async Task Lives_as_long_as_it_may_but_not_beyond_its_deadline(int? timeToLive, int? deadlineIn, string? expected)
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with
        {
            TimeToLive = timeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Deadline = deadlineIn is { } left ? setup.Clock.GetUtcNow().AddSeconds(left) : null,
        });

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("apns-expiration"));
    }

    [Theory]
    [InlineData("order-1042", "order-1042")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123", "0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", "UndLV8EORQQKYcFNNcHI6-_ogAgjE6oKIeuwd3NM0Gc")]
    [InlineData("two words", "oD8dYRZF61OtFsGvVGygeS3IhFBbq1ft6A9NrWuRHTo")]
    [InlineData("x\r\napns-topic: com.evil", "LdMtr_BhJ15Gd4rNH-zLobbDe_AYyt8NBDEvfdyFFvQ")]
    public async Task Replaces_a_collapse_key_that_apple_would_refuse_by_its_hash(string key, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { CollapseKey = key });

        Assert.Equal(expected, Assert.Single(setup.Fake.Requests).Header("apns-collapse-id"));
    }

    [Theory]
    [InlineData("0198F1A2-3B4C-7D5E-8F60-718293A4B5C6", "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6")]
    [InlineData("0198f1a23b4c7d5e8f60718293a4b5c6", "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6")]
    [InlineData("delivery-1", "0b220df1-9691-8513-9ffe-bb337981298d")]
    public async Task Makes_the_deliverys_id_a_uuid_that_is_the_same_for_every_attempt(string deliveryId, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { DeliveryId = deliveryId });
        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { DeliveryId = deliveryId, Attempt = 2 });

        Assert.Equal([expected, expected], setup.Fake.Requests.Select(static push => push.Header("apns-id")));
    }

    [Fact]
    public async Task Wakes_the_app_without_showing_anything()
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Full(ApnsSetup.Token) with { Image = null, Overrides = Pushes.Overrides("""{"pushType":"background"}""") });

        var push = Assert.Single(setup.Fake.Requests);
        Assert.Equal(("background", "com.example.app"), (push.Header("apns-push-type"), push.Header("apns-topic")));
        Assert.Equal("""{"aps":{"content-available":1},"order":"1042","empty":""}""", push.Text);
    }

    [Theory]
    [InlineData("voip", "com.example.app.voip")]
    [InlineData("complication", "com.example.app.complication")]
    [InlineData("fileprovider", "com.example.app.pushkit.fileprovider")]
    [InlineData("liveactivity", "com.example.app.push-type.liveactivity")]
    [InlineData("location", "com.example.app.location-query")]
    [InlineData("pushtotalk", "com.example.app.voip-ptt")]
    [InlineData("widgets", "com.example.app.push-type.widgets")]
    [InlineData("controls", "com.example.app.push-type.controls")]
    public async Task Appends_to_the_topic_what_the_type_asks_for(string pushType, string topic)
    {
        await using var setup = await ApnsSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { Overrides = Pushes.Overrides($$"""{"pushType":"{{pushType}}"}""") });

        Assert.Equal("Accepted", Outcomes.Describe(outcome));
        Assert.Equal(topic, Assert.Single(setup.Fake.Requests).Header("apns-topic"));
    }

    [Fact]
    public async Task Lays_the_callers_own_words_over_the_common_ones()
    {
        await using var setup = await ApnsSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with
        {
            Sound = "chime",
            Badge = 1,
            Overrides = Pushes.Overrides("""{"aps":{"alert":{"loc-key":"ORDER"},"sound":{"critical":1,"volume":0.5},"badge":null,"interruption-level":"time-sensitive"},"android":{}}"""),
        });

        Assert.Equal(
            """{"aps":{"alert":{"body":"Hello","loc-key":"ORDER"},"sound":{"critical":1,"volume":0.5},"interruption-level":"time-sensitive"}}""",
            Assert.Single(setup.Fake.Requests).Text);
    }

    [Theory]
    [InlineData("""{"aps":[]}""")]
    [InlineData("""{"aps":"x","pushType":"alert"}""")]
    [InlineData("""{"pushType":"mdm"}""")]
    [InlineData("""{"pushType":1}""")]
    public async Task Refuses_overrides_it_cannot_use(string overrides)
    {
        await using var setup = await ApnsSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { Overrides = Pushes.Overrides(overrides) });

        Assert.Equal("Rejected invalid-overrides", Outcomes.Describe(outcome));
        Assert.Empty(setup.Fake.Requests);
    }

    [Fact]
    public async Task Keeps_apples_dictionary_for_apple()
    {
        await using var setup = await ApnsSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Plain(ApnsSetup.Token) with { Data = new Dictionary<string, string> { ["aps"] = "mine" } });

        Assert.Equal("Rejected reserved-data-key", Outcomes.Describe(outcome));
    }

    [Theory]
    [InlineData("alert", 4_096, "Accepted")]
    [InlineData("alert", 4_097, "Rejected payload-too-large")]
    [InlineData("voip", 5_120, "Accepted")]
    [InlineData("voip", 5_121, "Rejected payload-too-large")]
    public async Task Counts_the_payloads_bytes_before_it_sends(string pushType, int size, string expected)
    {
        await using var setup = await ApnsSetup.StartAsync();
        var frame = """{"aps":{"alert":{"body":""}}}""".Length;
        var message = Pushes.Plain(ApnsSetup.Token) with { Body = new('x', size - frame), Overrides = Pushes.Overrides($$"""{"pushType":"{{pushType}}"}""") };

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(message)));
        Assert.Equal(expected == "Accepted" ? [size] : [], setup.Fake.Requests.Select(static push => push.Body.Length));
    }

    [Fact]
    public async Task Uses_one_connection_for_five_hundred_sends()
    {
        await using var setup = await ApnsSetup.StartAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => setup.SendAsync().AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal((1, 500), (setup.Fake.Connections, setup.Fake.Requests.Count));
        Assert.Single(setup.Fake.Requests.Select(static push => push.Header("authorization")).Distinct());
    }

    [Fact]
    public async Task Moves_to_a_new_connection_when_apple_says_goodbye()
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Plain(200) with { Fault = FakeFault.LeaveAfterAnswer });

        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));

        Assert.Equal(2, setup.Fake.Connections);
    }

    [Theory]
    [InlineData(FakeFault.LoseConnection)]
    [InlineData(FakeFault.ResetStream)]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer(FakeFault fault)
    {
        await using var setup = await ApnsSetup.StartAsync();
        setup.Fake.AnswerNext(new() { Fault = fault });

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Lets_the_caller_end_a_send_that_is_not_answered()
    {
        await using var setup = await ApnsSetup.StartAsync();
        using var gate = setup.Fake.Hold();
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var send = setup.Provider.SendAsync(Pushes.Plain(ApnsSetup.Token), caller.Token).AsTask();
        await setup.Fake.UntilRequestsAsync(1, TestLimits.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
    }

    [Fact]
    public async Task Says_that_what_answers_speaks_no_http_2()
    {
        await using var plain = await ApnsFake.StartAsync(null, TestLimits.Token, FakeTransport.TlsHttp1Only);
        await using var provider = new ApnsPlugin().Create(Contexts.For(
            plain, new { teamId = ApnsFake.TeamId, keyId = ApnsFake.KeyId, key = ApnsFake.KeyPem, bundleId = ApnsFake.BundleId, baseUrl = plain.BaseUrl }));

        Assert.Equal("Transient http-version", Outcomes.Describe(await provider.SendAsync(Pushes.Plain(ApnsSetup.Token), TestLimits.Token)));
        Assert.Empty(plain.Requests);
    }

    [Fact]
    public async Task Refuses_what_is_no_push_message()
    {
        await using var setup = await ApnsSetup.StartAsync();

        Assert.Equal("Rejected wrong-family", Outcomes.Describe(await setup.Provider.SendAsync(Chats.To("somebody"), TestLimits.Token)));
    }

    [Theory]
    [InlineData("../../2/other")]
    [InlineData("740f4707?x=1")]
    [InlineData("//evil.example/740f")]
    [InlineData("https://evil.example/")]
    public async Task Never_lets_an_address_change_the_path(string address)
    {
        await using var setup = await ApnsSetup.StartAsync();

        Assert.Equal("EndpointGone bad-device-token", Outcomes.Describe(await setup.SendAsync(Pushes.Plain(address))));
        Assert.Empty(setup.Fake.Requests);
    }
}
