using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Notify.ProviderFakes.Slack;
using Notify.ProviderFakes.Twilio;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>Text messages and chat, there and back.</summary>
public sealed class TextProviderTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    [Fact]
    public async Task A_text_is_counted_in_segments_and_delivered_when_the_carrier_says_so()
    {
        await using var twilio = Channels.Trust(await TwilioFake.StartAsync(Token));
        await AddAccountAsync(twilio);
        var id = await SendAsync(await AddSubscriberAsync(new { phone = "+15558675310" }), "sms", body: new string('ä', 161));
        var story = await WaitAsync(id, "SENT");
        var text = Assert.Single(twilio.Texts);

        Assert.Equal(2, story.GetProperty("deliveries")[0].GetProperty("segments").GetInt32());
        Assert.Equal(200, await TellAsync(text, ("MessageStatus", "sent")));
        Assert.Equal(200, await TellAsync(text, ("MessageStatus", "delivered")));
        Assert.Equal(401, await TellAsync(text, TwilioFake.AuthToken + "x", ("MessageStatus", "failed"), ("ErrorCode", "30005")));

        await WaitAsync(id, "DELIVERED");
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_not_used_again()
    {
        await using var twilio = Channels.Trust(await TwilioFake.StartAsync(Token));
        await AddAccountAsync(twilio);
        var user = await AddSubscriberAsync(new { phone = "+15558675310" });
        var id = await SendAsync(user, "sms");
        await WaitAsync(id, "SENT");

        Assert.Equal(200, await TellAsync(twilio.Texts[0], ("MessageStatus", "undelivered"), ("ErrorCode", "30005")));

        await WaitAsync(id, "FAILED");
        await WaitAsync(await SendAsync(user, "sms"), "SKIPPED");
        Assert.Single(twilio.Texts);
    }

    [Fact]
    public async Task A_text_of_1601_characters_is_refused_before_it_is_accepted()
    {
        await using var twilio = Channels.Trust(await TwilioFake.StartAsync(Token));
        await AddAccountAsync(twilio);
        var user = await AddSubscriberAsync(new { phone = "+15558675310" });

        await WaitAsync(await SendAsync(user, "sms", body: new string('x', 1_600)), "SENT");
        var refused = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = new string('x', 1_601) });

        Assert.Equal((400, "validation-error"), (refused.Status, refused.Code));
        Assert.Contains("1600", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_message_waits_its_turn_in_its_channel_and_arrives_once()
    {
        await using var slack = Channels.Trust(await SlackFake.StartAsync(null, Token));
        await AddIntegrationAsync("slack", new { botToken = SlackFake.BotToken, baseUrl = slack.ApiUrl, messagesPerSecondPerChannel = 2, blocks = """[{"type":"section","text":{"type":"mrkdwn","text":"*{{subject}}*\n{{text}}"}}]""" });
        var user = await AddSubscriberAsync(new { channels = new { slack = "C0123456789" } });

        var ids = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => SendAsync(user, "slack", subject: "R & D", body: $"say \"hi\" {i}")));
        foreach (var id in ids)
        {
            await WaitAsync(id, "SENT", "DELIVERED");
        }

        Assert.Equal(3, slack.Posts.Count);
        Assert.All(slack.Posts, static post => Assert.Equal("C0123456789", post.Channel));
        Assert.Contains("R &amp; D", slack.Posts[0].Message.GetRawText().Replace("\\u0026", "&", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private Task<JsonElement> AddAccountAsync(TwilioFake twilio) => AddIntegrationAsync(
        "twilio", new { accountSid = TwilioFake.AccountSid, authToken = TwilioFake.AuthToken, from = TwilioFake.From, baseUrl = twilio.BaseUrl });

    private static Task<int> TellAsync(SentText text, params (string Name, string Value)[] fields) => TellAsync(text, TwilioFake.AuthToken, fields);

    private static async Task<int> TellAsync(SentText text, string authToken, params (string Name, string Value)[] fields)
    {
        var callback = FakeCallback.Form(
            new Uri(text.Fields["StatusCallback"]), [("MessageSid", text.Sid), ("SmsSid", text.Sid), ("To", text.Fields["To"]), ("AccountSid", TwilioFake.AccountSid), .. fields], authToken);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, callback.Url) { Content = new ByteArrayContent(callback.Body) };
        foreach (var (name, value) in callback.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await client.SendAsync(request, Token);
        return (int)response.StatusCode;
    }
}
