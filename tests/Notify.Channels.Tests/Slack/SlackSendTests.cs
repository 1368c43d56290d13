using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Slack;

namespace Notify.Channels.Tests.Slack;

public sealed class SlackSendTests
{
    private const string DeliveryId = "0198a1fe-e7a8-7e79-b4b5-5041c6ad9d35";

    [Fact]
    public async Task Posts_to_a_channel_as_a_bot_and_returns_the_messages_id()
    {
        await using var setup = await SlackSetup.StartAsync();

        var outcome = await setup.SendAsync(SlackSetup.Message() with { DeliveryId = DeliveryId, Subject = "Deploy <42>", Text = "Tom & Jerry <3 *bold*" });

        var call = Assert.Single(setup.Fake.Requests);
        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = Assert.Single(setup.Fake.Posts).Timestamp }, outcome);
        Assert.Equal(("POST", "/api/chat.postMessage"), (call.Method, call.Target));
        Assert.Equal(($"Bearer {SlackFake.BotToken}", "application/json; charset=utf-8", DeliveryId), (call.Header("authorization"), call.Header("content-type"), call.Header("idempotency-key")));
        Assert.Equal(
            JsonText.Compact($$"""
                {
                  "channel": "C012345678",
                  "text": "*Deploy &lt;42&gt;*\nTom &amp; Jerry &lt;3 *bold*",
                  "client_msg_id": "{{DeliveryId}}",
                  "metadata": { "event_type": "notify_delivery", "event_payload": { "delivery_id": "{{DeliveryId}}" } }
                }
                """),
            JsonText.Compact(call.Text));
    }

    [Theory]
    [InlineData("C012345678")]
    [InlineData("G012345678")]
    [InlineData("D012345678")]
    [InlineData("U012345678")]
    [InlineData("W012345678")]
    [InlineData("#general")]
    public async Task Posts_to_conversations_people_and_names(string address)
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync(address));

        Assert.Equal(address, Assert.Single(setup.Fake.Posts).Channel);
    }

    [Fact]
    public async Task Posts_to_the_integrations_webhook_and_to_a_recipients_own()
    {
        await using var setup = await SlackSetup.StartAsync();
        var theirs = setup.Fake.HookTo("theirs").AbsoluteUri;

        Assert.Equal(new SendOutcome.Accepted(), await setup.SendAsync("default"));
        Assert.Equal(new SendOutcome.Accepted(), await setup.SendAsync(theirs));

        Assert.Equal([setup.Fake.HookUrl.AbsoluteUri, theirs], setup.Fake.Posts.Select(static post => post.Channel));
        Assert.All(setup.Fake.Requests, static request => Assert.Equal((null, """{"text":"Hello"}"""), (request.Header("authorization"), request.Text)));
    }

    [Fact]
    public async Task Needs_what_the_address_needs()
    {
        await using var setup = await SlackSetup.StartAsync();
        var without = setup.Create(new { botToken = (string?)null, webhookUrl = (string?)null });

        Assert.Equal("Misconfigured no-bot-token", Outcomes.Describe(await without.SendAsync(SlackSetup.Message(), TestLimits.Token)));
        Assert.Equal("Misconfigured no-webhook", Outcomes.Describe(await without.SendAsync(SlackSetup.Message("default"), TestLimits.Token)));
        Assert.Equal("Accepted", Outcomes.Describe(await without.SendAsync(SlackSetup.Message(setup.Fake.HookUrl.AbsoluteUri), TestLimits.Token)));
        Assert.Single(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("https://hooks.slack.com/services/T0/B0/x")]
    [InlineData("http://127.0.0.1:1/services/T0/B0/x")]
    [InlineData("http://169.254.169.254/services/latest")]
    public async Task Calls_no_webhook_on_another_server(string address)
    {
        await using var setup = await SlackSetup.StartAsync();

        var outcome = await setup.SendAsync(address);

        Assert.Equal("Rejected foreign-webhook", Outcomes.Describe(outcome));
        Assert.DoesNotContain(address, outcome.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("general")]
    [InlineData("#General Things")]
    [InlineData("X012345678")]
    [InlineData("https://hooks.slack.com/other/T0/B0/x")]
    public async Task Gives_up_an_address_that_is_none(string address)
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal("EndpointGone invalid-address", Outcomes.Describe(await setup.SendAsync(address)));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("Subject", "", "*Subject*")]
    [InlineData("", "Text", "Text")]
    [InlineData(null, "Text", "Text")]
    [InlineData("Subject", "Text", "*Subject*\nText")]
    public async Task Puts_the_subject_above_the_text(string? subject, string text, string expected)
    {
        await using var setup = await SlackSetup.StartAsync();

        await setup.SendAsync(SlackSetup.Message() with { Subject = subject, Text = text });

        Assert.Equal(expected, Assert.Single(setup.Fake.Posts).Message.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Leaves_markup_alone_when_the_text_is_markup()
    {
        await using var setup = await SlackSetup.StartAsync();

        await setup.Create(new { textFormat = "mrkdwn" }).SendAsync(SlackSetup.Message() with { Text = "<https://example.com|Example> &amp; <@U012345678>" }, TestLimits.Token);

        Assert.Equal("<https://example.com|Example> &amp; <@U012345678>", Assert.Single(setup.Fake.Posts).Message.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Fills_blocks_without_letting_a_value_change_them()
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new
        {
            blocks = """
                [
                  { "type": "header", "text": { "type": "plain_text", "text": "{{subject}}" } },
                  { "type": "section", "text": { "type": "mrkdwn", "text": "{{ text }} by {{data.user.name}} ({{data.count}}, {{data.ok}}, {{data.none}}{{nothing}}) {{open" } },
                  { "type": "divider" }
                ]
                """,
        });
        var message = SlackSetup.Message() with
        {
            Subject = "\"}}],{<1>",
            Text = "a\nb & {{data.count}}",
            Overrides = JsonSerializer.Deserialize<JsonElement>("""{"data":{"user":{"name":"<Zoë>"},"count":3,"ok":true,"list":[1]}}"""),
        };

        await provider.SendAsync(message, TestLimits.Token);

        Assert.Equal(
            JsonText.Compact("""
                [
                  { "type": "header", "text": { "type": "plain_text", "text": "\"}}],{&lt;1&gt;" } },
                  { "type": "section", "text": { "type": "mrkdwn", "text": "a\nb &amp; {{data.count}} by &lt;Zoë&gt; (3, true, ) {{open" } },
                  { "type": "divider" }
                ]
                """),
            JsonText.Compact(Assert.Single(setup.Fake.Posts).Message.GetProperty("blocks").GetRawText()));
    }

    [Fact]
    public async Task Follows_the_callers_overrides()
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { blocks = """[{"type":"divider"}]""", unfurlLinks = true });
        var overrides = """{"blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Hi*"}}],"attachments":[{"color":"#ff0000"}],"threadTs":"1503435956.000247","replyBroadcast":true,"unfurlLinks":false,"unfurlMedia":false,"unknown":1}""";

        await provider.SendAsync(SlackSetup.Message("default") with { Overrides = JsonSerializer.Deserialize<JsonElement>(overrides) }, TestLimits.Token);

        Assert.Equal(
            """{"text":"Hello","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Hi*"}}],"attachments":[{"color":"#ff0000"}],"thread_ts":"1503435956.000247","reply_broadcast":true,"unfurl_links":false,"unfurl_media":false}""",
            Assert.Single(setup.Fake.Requests).Text);
    }

    [Theory]
    [InlineData("""{"blocks":{}}""")]
    [InlineData("""{"attachments":"x"}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"threadTs":7}""")]
    [InlineData("""{"threadTs":"1503435956"}""")]
    [InlineData("""{"threadTs":"a.b"}""")]
    [InlineData("""{"unfurlLinks":"no"}""")]
    [InlineData("""{"replyBroadcast":1}""")]
    public async Task Refuses_an_override_that_cannot_be_used(string overrides)
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal(
            "Rejected invalid-override", Outcomes.Describe(await setup.SendAsync(SlackSetup.Message() with { Overrides = JsonSerializer.Deserialize<JsonElement>(overrides) })));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("[", "The setting 'blocks' is not JSON, at line 1.")]
    [InlineData("{}", "The setting 'blocks' must be a JSON list of 1 to 50 blocks.")]
    [InlineData("[]", "The setting 'blocks' must be a JSON list of 1 to 50 blocks.")]
    public async Task Says_that_the_blocks_are_not_a_template(string blocks, string reason)
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { blocks });

        Assert.Equal(new SendOutcome.Misconfigured { Code = "invalid-template", Reason = reason }, await provider.SendAsync(SlackSetup.Message(), TestLimits.Token));
        Assert.Equal(("invalid-template", reason), await VerifyAsync(provider));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData('a', 40_000, "Accepted")]
    [InlineData('a', 40_001, "Rejected msg_too_long")]
    [InlineData('&', 8_001, "Rejected msg_too_long")] // five characters each once they are escaped
    public async Task Refuses_a_text_that_slack_would_cut(char character, int length, string expected)
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(SlackSetup.Message() with { Text = new string(character, length) })));
    }

    [Fact]
    public async Task Makes_a_uuid_of_a_delivery_id_that_is_none_and_always_the_same()
    {
        await using var setup = await SlackSetup.StartAsync();
        foreach (var id in new[] { "d-1", "d-1", "d-2" })
            await setup.SendAsync(SlackSetup.Message($"C00000000{setup.Fake.RequestCount}") with { DeliveryId = id });

        var ids = setup.Fake.Posts.Select(static post => post.Message.GetProperty("client_msg_id").GetGuid()).ToArray();

        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
    }

    private static async Task<(string?, string)> VerifyAsync(IChannelProvider provider)
    {
        var result = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        return (result.Code, result.Detail);
    }
}
