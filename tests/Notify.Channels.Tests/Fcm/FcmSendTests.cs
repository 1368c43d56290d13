using Notify.Channels.Fcm;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Fcm;

public sealed class FcmSendTests
{
    [Fact]
    public async Task Sends_over_http_2_with_an_access_token_and_tells_the_messages_name()
    {
        await using var setup = await FcmSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Full(FcmSetup.Token));

        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = "projects/notify-test/messages/0:1" }, outcome);
        var send = Assert.Single(setup.Fake.Sends);
        Assert.Equal(("POST", "/v1/projects/notify-test/messages:send", "HTTP/2"), (send.Method, send.Target, send.Protocol));
        Assert.Equal("application/json; charset=utf-8", send.Header("content-type"));
        Assert.Equal(
            JsonText.Compact($$"""
                {
                  "message": {
                    "token": "{{FcmSetup.Token}}",
                    "notification": { "title": "Order 1042", "body": "On its way, Zoë 🚚 <b>&</b>", "image": "https://cdn.example.com/truck.png?w=1&h=2" },
                    "data": { "order": "1042", "empty": "" },
                    "android": { "priority": "HIGH", "ttl": "60s", "collapse_key": "order-1042", "notification": { "sound": "chime.caf", "notification_count": 3 } },
                    "apns": {
                      "headers": { "apns-priority": "10", "apns-expiration": "1772625660", "apns-collapse-id": "order-1042" },
                      "payload": { "aps": { "badge": 3, "sound": "chime.caf", "mutable-content": 1 } }
                    },
                    "webpush": { "headers": { "Urgency": "high", "TTL": "60" } }
                  }
                }
                """),
            JsonText.Compact(send.Text));
    }

    [Fact]
    public async Task Leaves_out_what_the_message_leaves_out()
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token));

        Assert.Equal(
            """{"message":{"token":"T","notification":{"body":"Hello"},"android":{"priority":"NORMAL"},"apns":{"headers":{"apns-priority":"5"}},"webpush":{"headers":{"Urgency":"normal"}}}}""".Replace("\"T\"", $"\"{FcmSetup.Token}\"", StringComparison.Ordinal),
            Assert.Single(setup.Fake.Sends).Text);
    }

    [Fact]
    public async Task Sends_a_badge_of_zero_as_zero()
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with { Badge = 0 });

        var message = Assert.Single(setup.Fake.Sends).Json().GetProperty("message");
        Assert.Equal("""{"badge":0}""", message.GetProperty("apns").GetProperty("payload").GetProperty("aps").GetRawText());
        Assert.Equal("""{"priority":"NORMAL"}""", message.GetProperty("android").GetRawText()); // there, 0 means "count up"
    }

    [Theory]
    [InlineData(MessagePriority.Low, "NORMAL", "1", "low")]
    [InlineData(MessagePriority.Normal, "NORMAL", "5", "normal")]
    [InlineData(MessagePriority.High, "HIGH", "10", "high")]
    [InlineData(MessagePriority.Critical, "HIGH", "10", "high")]
    public async Task Tells_every_platform_how_urgent_it_is(MessagePriority priority, string android, string apns, string webPush)
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with { Priority = priority });

        var message = Assert.Single(setup.Fake.Sends).Json().GetProperty("message");
        Assert.Equal(android, message.GetProperty("android").GetProperty("priority").GetString());
        Assert.Equal(apns, message.GetProperty("apns").GetProperty("headers").GetProperty("apns-priority").GetString());
        Assert.Equal(webPush, message.GetProperty("webpush").GetProperty("headers").GetProperty("Urgency").GetString());
    }

    [Theory]
    [InlineData(60, null, "60s")]
    [InlineData(null, 30, "30s")]
    [InlineData(60, 30, "30s")]
    [InlineData(30, 60, "30s")]
    [InlineData(0, null, "0s")]
    [InlineData(60, -5, "0s")]
    [InlineData(9_999_999, null, "2419200s")]
    public async Task Lives_as_long_as_it_may_but_not_beyond_its_deadline(int? timeToLive, int? deadlineIn, string expected)
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with
        {
            TimeToLive = timeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Deadline = deadlineIn is { } left ? setup.Clock.GetUtcNow().AddSeconds(left) : null,
        });

        Assert.Equal(expected, Assert.Single(setup.Fake.Sends).Json().GetProperty("message").GetProperty("android").GetProperty("ttl").GetString());
    }

    [Fact]
    public async Task Lays_the_callers_own_words_over_the_common_ones()
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with
        {
            Sound = "chime",
            Overrides = Pushes.Overrides("""
                {
                  "android": { "priority": "HIGH", "notification": { "channel_id": "orders" } },
                  "apns": { "headers": { "apns-priority": null }, "payload": { "aps": { "sound": { "critical": 1 }, "thread-id": "t", "alert": null } } },
                  "webpush": { "fcm_options": { "link": "https://example.com" } },
                  "fcmOptions": { "analytics_label": "a" },
                  "aps": { "unknown": "here" }
                }
                """),
        });

        var message = Assert.Single(setup.Fake.Sends).Json().GetProperty("message");
        Assert.Equal("""{"priority":"HIGH","notification":{"sound":"chime","channel_id":"orders"}}""", message.GetProperty("android").GetRawText());
        Assert.Equal("""{"headers":{},"payload":{"aps":{"sound":{"critical":1},"thread-id":"t"}}}""", message.GetProperty("apns").GetRawText());
        Assert.Equal("""{"headers":{"Urgency":"normal"},"fcm_options":{"link":"https://example.com"}}""", message.GetProperty("webpush").GetRawText());
        Assert.Equal("""{"analytics_label":"a"}""", message.GetProperty("fcm_options").GetRawText());
        Assert.False(message.TryGetProperty("aps", out _));
    }

    [Fact]
    public async Task Replaces_a_collapse_key_that_apple_would_refuse_by_its_hash()
    {
        await using var setup = await FcmSetup.StartAsync();

        await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with { CollapseKey = "é" });

        var message = Assert.Single(setup.Fake.Sends).Json().GetProperty("message");
        Assert.Equal("é", message.GetProperty("android").GetProperty("collapse_key").GetString());
        Assert.Equal("SplVfkAzw1Od4utlRyAXytX5VX96BiWgnxw_biumnEw", message.GetProperty("apns").GetProperty("headers").GetProperty("apns-collapse-id").GetString());
    }

    [Theory]
    [InlineData("""{ "android": 1 }""")]
    [InlineData("""{ "apns": [] }""")]
    [InlineData("""{ "webpush": "x" }""")]
    [InlineData("""{ "fcmOptions": null }""")]
    public async Task Refuses_overrides_that_are_not_objects(string overrides)
    {
        await using var setup = await FcmSetup.StartAsync();

        var outcome = await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with { Overrides = Pushes.Overrides(overrides) });

        Assert.Equal("Rejected invalid-overrides", Outcomes.Describe(outcome));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData(2_047, "Accepted")]
    [InlineData(2_048, "Rejected payload-too-large")]
    public async Task Counts_the_datas_bytes_before_it_sends(int characters, string expected)
    {
        await using var setup = await FcmSetup.StartAsync();
        var data = new Dictionary<string, string> { ["k"] = new('é', characters), ["y"] = "" }; // two bytes each, and two for the keys

        var outcome = await setup.SendAsync(Pushes.Plain(FcmSetup.Token) with { Data = data });

        Assert.Equal(expected, Outcomes.Describe(outcome));
        Assert.Equal(expected == "Accepted" ? 1 : 0, setup.Fake.Sends.Count);
    }

    [Fact]
    public async Task Refuses_what_is_no_push_message()
    {
        await using var setup = await FcmSetup.StartAsync();

        Assert.Equal("Rejected wrong-family", Outcomes.Describe(await setup.Provider.SendAsync(Chats.To("somebody"), TestLimits.Token)));
    }

    [Fact]
    public async Task Shares_a_few_connections_among_two_hundred_sends()
    {
        await using var setup = await FcmSetup.StartAsync();
        await setup.SendAsync();
        var before = setup.Fake.Connections;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => setup.SendAsync().AsTask()));

        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal(before, setup.Fake.Connections);
        Assert.Equal(201, setup.Fake.Sends.Count);
        Assert.Single(setup.Fake.Sends.Select(static send => send.ConnectionId).Distinct());
    }

    [Fact]
    public async Task Reaches_no_inside_address_unless_the_operator_allows_it()
    {
        await using var setup = await FcmSetup.StartAsync();
        await using var guarded = new FcmPlugin().Create(
            Contexts.Of(new { serviceAccount = setup.Fake.ServiceAccountJson, baseUrl = setup.Fake.BaseUrl }, ("TrustedCertificates", setup.Fake.CertificatePath!)));

        Assert.Equal("Misconfigured address-not-allowed", Outcomes.Describe(await guarded.SendAsync(Pushes.Plain(FcmSetup.Token), TestLimits.Token)));
        Assert.Equal(0, setup.Fake.Connections);
    }

    [Theory]
    [InlineData(FakeFault.LoseConnection)]
    [InlineData(FakeFault.ResetStream)]
    [InlineData(FakeFault.LoseConnectionInBody)]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer(FakeFault fault)
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(200, """{"name":"projects/p/messages/1"}""") with { Fault = fault }, "/v1");

        Assert.Equal("Ambiguous connection-lost", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
    }

    [Fact]
    public async Task Moves_to_a_new_connection_when_google_says_goodbye()
    {
        await using var setup = await FcmSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.Json(200, """{"name":"last"}""") with { Fault = FakeFault.LeaveAfterAnswer }, "/v1");

        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));
        Assert.Equal("Accepted", Outcomes.Describe(await setup.SendAsync()));

        Assert.Equal(2, setup.Fake.Sends.Select(static send => send.ConnectionId).Distinct().Count());
    }

    [Fact]
    public async Task Lets_the_caller_end_a_send_that_is_not_answered()
    {
        await using var setup = await FcmSetup.StartAsync();
        using var gate = setup.Fake.Hold("/v1");
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var send = setup.Provider.SendAsync(Pushes.Plain(FcmSetup.Token), caller.Token).AsTask();
        await setup.Fake.UntilRequestsAsync(2, TestLimits.Token);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => send);
    }
}
