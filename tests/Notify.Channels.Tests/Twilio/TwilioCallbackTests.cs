using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioCallbackTests
{
    private const string Sid = "SM0123456789abcdef0123456789abcdef";
    private static readonly Uri Url = new($"{TwilioSetup.CallbackUrl}?deliveryId=d-1");

    [Theory]
    [InlineData("delivered", null, ProviderEventKind.Delivered, null)]
    [InlineData("read", null, ProviderEventKind.Opened, "read")]
    [InlineData("undelivered", "30001", ProviderEventKind.Failed, "30001")]
    [InlineData("failed", "30002", ProviderEventKind.Failed, "30002")]
    [InlineData("undelivered", "30003", ProviderEventKind.SoftBounce, "30003")]
    [InlineData("undelivered", "30004", ProviderEventKind.SoftBounce, "30004")]
    [InlineData("undelivered", "30005", ProviderEventKind.HardBounce, "30005")]
    [InlineData("undelivered", "30006", ProviderEventKind.HardBounce, "30006")]
    [InlineData("undelivered", "30007", ProviderEventKind.Failed, "30007")]
    [InlineData("undelivered", "30008", ProviderEventKind.SoftBounce, "30008")]
    [InlineData("failed", "30009", ProviderEventKind.Failed, "30009")]
    [InlineData("failed", "30010", ProviderEventKind.Failed, "30010")]
    [InlineData("undelivered", "30034", ProviderEventKind.Failed, "30034")]
    [InlineData("failed", "30036", ProviderEventKind.Failed, "30036")]
    [InlineData("undelivered", "30410", ProviderEventKind.SoftBounce, "30410")]
    [InlineData("failed", "21211", ProviderEventKind.HardBounce, "21211")]
    [InlineData("failed", "21614", ProviderEventKind.HardBounce, "21614")]
    [InlineData("failed", "21610", ProviderEventKind.Unsubscribed, "21610")]
    [InlineData("failed", "39999", ProviderEventKind.Failed, "39999")]
    [InlineData("undelivered", null, ProviderEventKind.Failed, "undelivered")]
    [InlineData("failed", "oops", ProviderEventKind.Failed, "failed")]
    [InlineData("canceled", null, ProviderEventKind.Failed, "canceled")]
    public async Task Understands_a_receipt(string status, string? error, ProviderEventKind kind, string? code)
    {
        var told = Assert.Single(Verified(await ReceiveAsync(Receipt(status, error))).Events);

        Assert.Equal(
            new()
            {
                Kind = kind,
                EventId = $"{Sid}:{status}",
                DeliveryId = "d-1",
                ProviderMessageId = Sid,
                Address = "+14155550100",
                Code = code,
                Reason = told.Reason,
            },
            told);
        Assert.Equal(kind is ProviderEventKind.Delivered or ProviderEventKind.Opened, told.Reason is null);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("scheduled")]
    [InlineData("queued")]
    [InlineData("sending")]
    [InlineData("sent")]
    [InlineData("partially_delivered")]
    public async Task Is_silent_about_the_steps_on_the_way(string status) => Assert.Empty(Verified(await ReceiveAsync(Receipt(status, null))).Events);

    [Fact]
    public async Task Does_not_take_a_number_for_a_landline_that_a_short_code_cannot_reach()
    {
        var callback = FakeCallback.Form(Url, [("MessageSid", Sid), ("MessageStatus", "undelivered"), ("ErrorCode", "30006"), ("From", "12345"), ("To", "+14155550100")]);

        Assert.Equal(ProviderEventKind.SoftBounce, Assert.Single(Verified(await ReceiveAsync(callback)).Events).Kind);
    }

    [Fact]
    public async Task Knows_a_receipt_again_whenever_it_comes()
    {
        var ids = new List<string>();
        foreach (var status in new[] { "delivered", "undelivered", "delivered" })
            ids.AddRange(Verified(await ReceiveAsync(Receipt(status, null))).Events.Select(static told => told.EventId));

        Assert.Equal([$"{Sid}:delivered", $"{Sid}:undelivered", $"{Sid}:delivered"], ids);
    }

    [Theory]
    [InlineData("STOP", 1)]
    [InlineData("START", 0)]
    [InlineData("HELP", 0)]
    [InlineData(null, 0)]
    public async Task Hears_a_recipient_say_stop_and_answers_with_nothing(string? optOut, int events)
    {
        List<(string, string)> fields = [("MessageSid", Sid), ("SmsStatus", "received"), ("From", "+14155550100"), ("To", TwilioFake.From), ("Body", "stop")];
        if (optOut is not null)
            fields.Add(("OptOutType", optOut));

        var result = Verified(await ReceiveAsync(FakeCallback.Form(TwilioSetup.CallbackUrl, fields)));

        Assert.Equal(("<Response/>", "text/xml", events), (result.Reply, result.ReplyMediaType, result.Events.Count));
        Assert.All(result.Events, static told => Assert.Equal(
            new() { Kind = ProviderEventKind.Unsubscribed, EventId = $"{Sid}:stop", Address = "+14155550100", Code = "stop" }, told));
    }

    [Fact]
    public async Task Has_no_interest_in_a_genuine_json_request() => Assert.Empty(Verified(await ReceiveAsync(FakeCallback.Json(Url, "[{}]"u8.ToArray()))).Events);

    [Theory]
    [InlineData("")]
    [InlineData("MessageStatus=delivered")]
    [InlineData("MessageSid=&MessageStatus=delivered")]
    public async Task Says_that_a_signed_form_names_no_message(string form)
    {
        var fields = form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=')).Select(static pair => (pair[0], pair[1]));

        Assert.Equal("no-message-sid", Assert.IsType<CallbackResult.Malformed>(await ReceiveAsync(FakeCallback.Form(Url, fields))).Code);
    }

    [Fact]
    public async Task Refuses_what_twilio_did_not_sign()
    {
        var genuine = Receipt("delivered", null);

        Assert.Equal(
            ["signature-invalid", "signature-invalid", "signature-invalid", "signature-missing"],
            [
                Refused(await ReceiveAsync(FakeCallback.Form(Url, [("MessageSid", Sid), ("MessageStatus", "delivered")], "another-token"))),
                Refused(await ReceiveAsync(genuine with { Url = new($"{TwilioSetup.CallbackUrl}?deliveryId=d-2") })),
                Refused(await ReceiveAsync(genuine with { Body = [.. genuine.Body, .. "&x=1"u8] })),
                Refused(await ReceiveAsync(genuine with { Headers = new Dictionary<string, string>() })),
            ]);
    }

    private static FakeCallback Receipt(string status, string? error)
    {
        List<(string, string)> fields =
        [
            ("AccountSid", TwilioFake.AccountSid), ("ApiVersion", "2010-04-01"), ("From", TwilioFake.From), ("MessageSid", Sid), ("MessageStatus", status),
            ("SmsSid", Sid), ("SmsStatus", status), ("To", "+14155550100"),
        ];
        if (error is not null)
            fields.Add(("ErrorCode", error));
        return FakeCallback.Form(Url, fields);
    }

    private static CallbackResult.Verified Verified(CallbackResult result) => Assert.IsType<CallbackResult.Verified>(result);

    private static string Refused(CallbackResult result) => Assert.IsType<CallbackResult.Refused>(result).Code;

    private static async Task<CallbackResult> ReceiveAsync(FakeCallback callback)
    {
        await using var setup = await TwilioSetup.StartAsync();
        return await ((IReceiveCallbacks)setup.Provider).ReceiveAsync(
            new() { Method = "POST", Url = callback.Url, Headers = callback.Headers, Body = callback.Body }, TestLimits.Token);
    }
}
