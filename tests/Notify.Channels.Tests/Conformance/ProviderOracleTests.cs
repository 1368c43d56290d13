using System.Text;
using System.Text.Json;
using Notify.Channels.Tests.SendGrid;
using Notify.Channels.Tests.Slack;
using Notify.Channels.Tests.Support;
using Notify.Channels.Tests.Twilio;
using Notify.Channels.Twilio;
using Notify.GraphQL.Tests.Conformance;
using Notify.ProviderFakes.SendGrid;
using Notify.ProviderFakes.Slack;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Conformance;

/// <summary>The fakes are not trusted on our word: the providers' own libraries send to them, read their errors, and believe their signatures.</summary>
public sealed class ProviderOracleTests
{
    private static readonly string[] Samples =
    [
        "a", new('a', 160), new('a', 161), new('a', 306), new('a', 307), new('€', 80), new('€', 81), new string('a', 152) + '€' + new string('b', 152), new('漢', 70), new('漢', 71),
        new('漢', 134), new('漢', 135), "Grüße & [1] {2} ~ \\ | ^", "ça va", string.Concat(Enumerable.Repeat("😀", 35)), string.Concat(Enumerable.Repeat("😀", 36)),
        string.Concat(Enumerable.Repeat("😀", 66)), string.Concat(Enumerable.Repeat("😀", 67)), new string('a', 66) + "😀" + new string('b', 10),
    ];

    [Fact]
    public async Task The_providers_own_libraries_take_the_fakes_for_the_providers()
    {
        await using var sendGrid = await SendGridSetup.StartAsync();
        await using var twilio = await TwilioSetup.StartAsync();
        await using var slack = await SlackSetup.StartAsync();
        const string Events = """[{"event":"delivered","sg_event_id":"1"}]""";
        var signed = sendGrid.Fake.Webhook.Sign(Encoding.UTF8.GetBytes(Events), sendGrid.Clock.GetUtcNow());
        var form = FakeCallback.Form(new($"{TwilioSetup.CallbackUrl}?deliveryId=d-1"), [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", "+14155550100"), ("Body", "Grüße 😀")]);
        var json = FakeCallback.Json(TwilioSetup.CallbackUrl, """{"a":"Zoë"}"""u8.ToArray());

        var output = await NodeScript.RunAsync("providers.mjs", [sendGrid.Fake.BaseUrl.AbsoluteUri], JsonSerializer.Serialize(new
        {
            sendGrid = new
            {
                url = sendGrid.Fake.BaseUrl,
                apiKey = SendGridFake.ApiKey,
                webhook = new
                {
                    publicKey = sendGrid.Fake.Webhook.PublicKey,
                    body = Events,
                    signature = signed["X-Twilio-Email-Event-Webhook-Signature"],
                    timestamp = signed["X-Twilio-Email-Event-Webhook-Timestamp"],
                },
            },
            twilio = new
            {
                url = twilio.Fake.BaseUrl,
                accountSid = TwilioFake.AccountSid,
                authToken = TwilioFake.AuthToken,
                from = TwilioFake.From,
                callbacks = new { form = Told(form), json = Told(json) },
                segments = Samples.Select(static text => new { text, segments = SmsSegments.Count(text) }),
            },
            slack = new { url = slack.Fake.ApiUrl, token = SlackFake.BotToken, hook = slack.Fake.HookUrl },
        }), TestLimits.Token);

        Assert.Equal("10 of 10 ok", output.Trim());
        Assert.Equal("library-1", Assert.Single(sendGrid.Fake.Mails).DeliveryId);
        Assert.Equal("From the library", Assert.Single(twilio.Fake.Texts).Fields["Body"]);
        Assert.Equal(2, slack.Fake.Posts.Count);
    }

    private static object Told(FakeCallback callback) =>
        new { url = callback.Url.OriginalString, body = Encoding.UTF8.GetString(callback.Body), signature = callback.Headers["X-Twilio-Signature"] };
}
