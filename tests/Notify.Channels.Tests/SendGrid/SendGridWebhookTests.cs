using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.SendGrid;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridWebhookTests
{
    /// <summary>The example of SendGrid's own helper libraries: key, signature, time stamp and body.</summary>
    private const string PublishedKey =
        "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";

    private const string PublishedSignature = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private const string PublishedTimestamp = "1600112502";
    private const string PublishedBody =
        """[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]"""
        + "\r\n";

    [Fact]
    public async Task Believes_the_published_example_and_reads_it()
    {
        await using var provider = Published(DateTimeOffset.FromUnixTimeSeconds(1_600_112_502));

        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(PublishedRequest(PublishedBody, PublishedSignature, PublishedTimestamp), TestLimits.Token);

        Assert.Equal(
            [
                new ProviderEvent
                {
                    Kind = ProviderEventKind.HardBounce,
                    EventId = "ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",
                    ProviderMessageId = "LRzXl_NHStOGhQ4kofSm_A",
                    Address = "hello@world.com",
                    OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1_600_112_492),
                    Code = "dropped",
                    Reason = "Bounced Address",
                },
            ],
            Assert.IsType<CallbackResult.Verified>(result).Events);
    }

    [Theory]
    [InlineData("payload", PublishedSignature, PublishedTimestamp)]
    [InlineData(PublishedBody, "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH3j/0=", PublishedTimestamp)]
    [InlineData(PublishedBody, PublishedSignature, "timestamp")]
    [InlineData(PublishedBody, PublishedSignature, "1600112503")]
    [InlineData(PublishedBody, PublishedSignature, " 1600112502")]
    [InlineData(PublishedBody, "", PublishedTimestamp)]
    [InlineData(PublishedBody, "bm90IGEgc2lnbmF0dXJl", PublishedTimestamp)]
    public async Task Believes_nothing_that_differs_from_the_published_example(string body, string signature, string timestamp)
    {
        await using var provider = Published(DateTimeOffset.FromUnixTimeSeconds(1_600_112_502));

        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(PublishedRequest(body, signature, timestamp), TestLimits.Token);

        Assert.Equal("signature-invalid", Assert.IsType<CallbackResult.Refused>(result).Code);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(25 * 60, true)]
    [InlineData((25 * 60) + 1, false)]
    [InlineData(-10, true)]
    [InlineData(-11, false)]
    public async Task Believes_a_signature_as_long_as_sendgrid_may_repeat_it(int minutesLater, bool isBelieved)
    {
        await using var provider = Published(DateTimeOffset.FromUnixTimeSeconds(1_600_112_502).AddMinutes(minutesLater));

        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(PublishedRequest(PublishedBody, PublishedSignature, PublishedTimestamp), TestLimits.Token);

        Assert.Equal(isBelieved ? null : "timestamp-too-old", (result as CallbackResult.Refused)?.Code);
    }

    [Theory]
    [InlineData("""{"event":"delivered","response":"250 OK"}""", ProviderEventKind.Delivered, null, "250 OK")]
    [InlineData("""{"event":"deferred","response":"400 try again later"}""", ProviderEventKind.Deferred, null, "400 try again later")]
    [InlineData("""{"event":"bounce","type":"bounce","status":"5.1.1","reason":"550 5.1.1 <a@example.com> unknown"}""", ProviderEventKind.HardBounce, "5.1.1", "550 5.1.1 […] unknown")]
    [InlineData("""{"event":"bounce","type":"bounce","reason":"500 unknown recipient"}""", ProviderEventKind.HardBounce, null, "500 unknown recipient")]
    [InlineData("""{"event":"bounce","type":"bounce","status":"4.2.2"}""", ProviderEventKind.SoftBounce, "4.2.2", null)]
    [InlineData("""{"event":"bounce","type":"blocked","status":"5.2.2"}""", ProviderEventKind.SoftBounce, "5.2.2", null)]
    [InlineData("""{"event":"bounce","type":"blocked"}""", ProviderEventKind.SoftBounce, null, null)]
    [InlineData("""{"event":"bounce","status":"5.0.0"}""", ProviderEventKind.HardBounce, "5.0.0", null)]
    [InlineData("""{"event":"bounce","status":"4.0.0"}""", ProviderEventKind.SoftBounce, "4.0.0", null)]
    [InlineData("""{"event":"bounce"}""", ProviderEventKind.SoftBounce, null, null)]
    [InlineData("""{"event":"dropped","reason":"Bounced Address","status":"5.0.0"}""", ProviderEventKind.HardBounce, "5.0.0", "Bounced Address")]
    [InlineData("""{"event":"dropped","reason":"Invalid"}""", ProviderEventKind.HardBounce, "dropped", "Invalid")]
    [InlineData("""{"event":"dropped","reason":"Invalid SMTPAPI header"}""", ProviderEventKind.Failed, "dropped", "Invalid SMTPAPI header")]
    [InlineData("""{"event":"dropped","reason":"Spam Reporting Address"}""", ProviderEventKind.Complaint, "dropped", "Spam Reporting Address")]
    [InlineData("""{"event":"dropped","reason":"Spam Content (if spam checker app enabled)"}""", ProviderEventKind.Failed, "dropped", "Spam Content (if spam checker app enabled)")]
    [InlineData("""{"event":"dropped","reason":"Unsubscribed Address"}""", ProviderEventKind.Unsubscribed, "dropped", "Unsubscribed Address")]
    [InlineData("""{"event":"dropped","reason":"Recipient List over Package Quota"}""", ProviderEventKind.Failed, "dropped", "Recipient List over Package Quota")]
    [InlineData("""{"event":"dropped"}""", ProviderEventKind.Failed, "dropped", null)]
    [InlineData("""{"event":"spamreport"}""", ProviderEventKind.Complaint, null, null)]
    [InlineData("""{"event":"unsubscribe"}""", ProviderEventKind.Unsubscribed, null, null)]
    [InlineData("""{"event":"group_unsubscribe","asm_group_id":10}""", ProviderEventKind.Unsubscribed, null, null)]
    [InlineData("""{"event":"open","useragent":"Mozilla/4.0"}""", ProviderEventKind.Opened, null, null)]
    [InlineData("""{"event":"click","url":"https://example.com/"}""", ProviderEventKind.Clicked, null, null)]
    public async Task Understands_an_event(string json, ProviderEventKind kind, string? code, string? reason)
    {
        await using var setup = await SendGridSetup.StartAsync();
        const string Common = ""","email":"a@example.com","timestamp":1772625600,"sg_event_id":"e-1","sg_message_id":"m_1.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0","notify_delivery_id":"d-1","notify_attempt":"1"}""";

        var told = Assert.Single(await ReceiveAsync(setup, $"[{json[..^1]}{Common}]"));

        Assert.Equal(
            new()
            {
                Kind = kind,
                EventId = "e-1",
                DeliveryId = "d-1",
                ProviderMessageId = "m_1",
                Address = "a@example.com",
                OccurredAt = DateTimeOffset.FromUnixTimeSeconds(1_772_625_600),
                Code = code,
                Reason = reason,
            },
            told);
    }

    [Fact]
    public async Task Leaves_out_what_is_of_no_interest()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Empty(await ReceiveAsync(
            setup, """[{"event":"processed"},{"event":"group_resubscribe"},{"event":"account_status_change","type":"compliance_suspend"},{"event":"new_one"},{"event":7},{}]"""));
    }

    [Fact]
    public async Task Keeps_the_rest_when_one_event_cannot_be_read()
    {
        await using var setup = await SendGridSetup.StartAsync();

        var events = await ReceiveAsync(
            setup, """[{"event":"open","sg_event_id":"1"},7,null,[],"x",{"event":"open","sg_event_id":"\ud800"},{"event":"open","sg_event_id":"2","timestamp":"soon","email":7}]""");

        Assert.Equal(["1", "2"], events.Select(static told => told.EventId));
    }

    [Fact]
    public async Task Tells_an_event_without_an_id_from_others_and_knows_it_again()
    {
        await using var setup = await SendGridSetup.StartAsync();
        const string Body = """[{"event":"dropped","reason":"Invalid","email":"a@x.example"},{"event":"dropped","reason":"Invalid","email":"b@x.example"},{"event":"dropped","reason":"Invalid","email":"a@x.example"}]""";

        var ids = (await ReceiveAsync(setup, Body)).Select(static told => told.EventId).ToArray();
        var again = (await ReceiveAsync(setup, Body)).Select(static told => told.EventId).ToArray();

        Assert.Equal(ids, again);
        Assert.Equal(ids[0], ids[2]);
        Assert.NotEqual(ids[0], ids[1]);
        Assert.All(ids, static id => Assert.InRange(id.Length, 1, 200));
    }

    [Theory]
    [InlineData("14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0", "14c5d75ce93.dfd.64b469")]
    [InlineData("LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0", "LRzXl_NHStOGhQ4kofSm_A")]
    [InlineData("euo2iKxdSayPF4YE4--I7A.recvd-5f54b5d587-pczjm-1-67BADEEA-6.0", "euo2iKxdSayPF4YE4--I7A")]
    [InlineData("plain", "plain")]
    public async Task Finds_the_id_that_the_answer_gave(string told, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal(expected, Assert.Single(await ReceiveAsync(setup, $$"""[{"event":"open","sg_event_id":"1","sg_message_id":"{{told}}"}]""")).ProviderMessageId);
    }

    [Fact]
    public async Task Tells_facts_in_any_order_as_they_came()
    {
        await using var setup = await SendGridSetup.StartAsync();

        var events = await ReceiveAsync(
            setup, """[{"event":"click","sg_event_id":"3","timestamp":300},{"event":"delivered","sg_event_id":"1","timestamp":100},{"event":"open","sg_event_id":"2","timestamp":200}]""");

        Assert.Equal([("3", 300), ("1", 100), ("2", 200)], events.Select(static told => (told.EventId, told.OccurredAt!.Value.ToUnixTimeSeconds())));
    }

    [Fact]
    public async Task Stops_at_as_many_events_as_a_host_takes()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var body = $"[{string.Join(',', Enumerable.Range(0, 10_005).Select(static i => $$"""{"event":"open","sg_event_id":"{{i}}"}"""))}]";

        Assert.Equal(10_000, (await ReceiveAsync(setup, body)).Count);
    }

    [Theory]
    [InlineData("{}", "not-a-list")]
    [InlineData("[", "not-json")]
    [InlineData("", "not-json")]
    public async Task Says_that_a_signed_body_is_none_of_its_own(string body, string code)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal(code, Assert.IsType<CallbackResult.Malformed>(await setup.Callbacks.ReceiveAsync(Signed(setup, body), TestLimits.Token)).Code);
    }

    [Fact]
    public async Task Refuses_receipts_while_there_is_no_key_or_no_signature()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var genuine = Signed(setup, "[]");
        var without = (IReceiveCallbacks)setup.Create(new { webhookPublicKey = (string?)null });
        var broken = (IReceiveCallbacks)setup.Create(new { webhookPublicKey = new string('A', 124) });

        Assert.Equal("no-verification-key", Assert.IsType<CallbackResult.Refused>(await without.ReceiveAsync(genuine, TestLimits.Token)).Code);
        Assert.Equal("verification-key-invalid", Assert.IsType<CallbackResult.Refused>(await broken.ReceiveAsync(genuine, TestLimits.Token)).Code);
        Assert.Equal(
            "signature-missing",
            Assert.IsType<CallbackResult.Refused>(await setup.Callbacks.ReceiveAsync(genuine with { Headers = new Dictionary<string, string>() }, TestLimits.Token)).Code);
    }

    private static async Task<IReadOnlyList<ProviderEvent>> ReceiveAsync(SendGridSetup setup, string body) =>
        Assert.IsType<CallbackResult.Verified>(await setup.Callbacks.ReceiveAsync(Signed(setup, body), TestLimits.Token)).Events;

    private static CallbackRequest Signed(SendGridSetup setup, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Request(bytes, setup.Fake.Webhook.Sign(bytes, setup.Clock.GetUtcNow()));
    }

    private static CallbackRequest PublishedRequest(string body, string signature, string timestamp) => Request(
        Encoding.UTF8.GetBytes(body),
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Twilio-Email-Event-Webhook-Signature"] = signature,
            ["X-Twilio-Email-Event-Webhook-Timestamp"] = timestamp,
        });

    private static CallbackRequest Request(byte[] body, Dictionary<string, string> headers) =>
        new() { Method = "POST", Url = new("https://notify.example.com/v1/callbacks/1"), Headers = headers, Body = body };

    private static IChannelProvider Published(DateTimeOffset now) => new SendGridPlugin().Create(
        Contexts.Of(new { apiKey = SendGridFake.ApiKey, fromEmail = "shop@example.com", webhookPublicKey = PublishedKey }) with { TimeProvider = new FakeTimeProvider(now) });
}
