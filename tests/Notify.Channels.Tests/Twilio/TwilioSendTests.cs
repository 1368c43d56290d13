using System.Globalization;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioSendTests
{
    [Fact]
    public async Task Sends_a_text_as_twilios_form_and_returns_its_sid()
    {
        await using var setup = await TwilioSetup.StartAsync();
        var message = Texts.Plain() with { DeliveryId = "d-1", Text = "Grüße & 1+1=2 😀\n100%" };

        var outcome = await setup.SendAsync(message);

        var call = Assert.Single(setup.Fake.Requests);
        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = Assert.Single(setup.Fake.Texts).Sid, Segments = 1 }, outcome);
        Assert.Equal(("POST", $"/2010-04-01/Accounts/{TwilioFake.AccountSid}/Messages.json"), (call.Method, call.Target));
        Assert.Equal(("application/x-www-form-urlencoded", "d-1"), (call.Header("content-type"), call.Header("idempotency-key")));
        Assert.Equal("To=%2B14155550100&From=%2B15005550006&Body=Gr%C3%BC%C3%9Fe+%26+1%2B1%3D2+%F0%9F%98%80%0A100%25", call.Text);
    }

    [Fact]
    public async Task Encodes_a_text_of_any_length_and_script()
    {
        await using var setup = await TwilioSetup.StartAsync();
        var text = string.Concat(Enumerable.Repeat("aé漢😀", 300));

        await setup.SendAsync(Texts.Plain() with { Text = text });

        Assert.Equal(text, Assert.Single(setup.Fake.Texts).Fields["Body"]);
    }

    [Fact]
    public async Task Survives_half_a_character()
    {
        await using var setup = await TwilioSetup.StartAsync();

        await setup.SendAsync(Texts.Plain() with { Text = "a\ud83db" });

        Assert.Equal("a\ufffdb", Assert.Single(setup.Fake.Texts).Fields["Body"]);
    }

    [Fact]
    public async Task Sends_through_a_messaging_service()
    {
        await using var setup = await TwilioSetup.StartAsync();
        var provider = setup.Create(new { from = (string?)null, messagingServiceSid = TwilioFake.MessagingServiceSid });

        await provider.SendAsync(Texts.Plain(), TestLimits.Token);

        var fields = Assert.Single(setup.Fake.Texts).Fields;
        Assert.Equal((TwilioFake.MessagingServiceSid, false), (fields["MessagingServiceSid"], fields.ContainsKey("From")));
    }

    [Fact]
    public async Task Sends_with_an_api_key_instead_of_the_auth_token()
    {
        await using var setup = await TwilioSetup.StartAsync();
        var provider = setup.Create(new { authToken = "another-token-000", apiKeySid = TwilioFake.ApiKeySid, apiKeySecret = TwilioFake.ApiKeySecret });

        Assert.IsType<SendOutcome.Accepted>(await provider.SendAsync(Texts.Plain(), TestLimits.Token));
    }

    [Theory]
    [InlineData("+15005550006", "From")]
    [InlineData("12345", "From")]
    [InlineData("My Shop & Co", null)]
    [InlineData("MyShop & Co", "From")]
    [InlineData("MyShop-2_a+", "From")]
    [InlineData(TwilioFake.MessagingServiceSid, "MessagingServiceSid")]
    [InlineData("+0155", null)]
    [InlineData("", null)]
    [InlineData("Shop!", null)]
    [InlineData("ＳＨＯＰ", null)]
    public async Task Takes_a_messages_own_sender(string from, string? field)
    {
        await using var setup = await TwilioSetup.StartAsync();

        var outcome = await setup.SendAsync(Texts.Plain() with { From = from });

        Assert.Equal(field is null ? "Rejected invalid-sender" : "Accepted", Outcomes.Describe(outcome));
        Assert.Equal(field is null ? [] : [from], setup.Fake.Texts.Select(text => text.Fields[field!]));
    }

    [Theory]
    [InlineData("0155512345")]
    [InlineData("+0155512345")]
    [InlineData("+1 415 555 0100")]
    [InlineData("+1415555010012345")]
    [InlineData("14155550100")]
    [InlineData("+")]
    [InlineData("+１４１５５５５０１００")]
    public async Task Gives_up_an_address_that_is_no_number_without_asking(string address)
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.Equal("EndpointGone invalid-number", Outcomes.Describe(await setup.SendAsync(Texts.Plain(address))));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("https://notify.example.com/v1/callbacks/0198", "https://notify.example.com/v1/callbacks/0198?deliveryId=d%201")]
    [InlineData("https://notify.example.com/cb?t=1", "https://notify.example.com/cb?t=1&deliveryId=d%201")]
    public async Task Asks_for_receipts_that_name_the_delivery(string callbackUrl, string expected)
    {
        await using var setup = await TwilioSetup.StartAsync();

        await setup.Create(callbackUrl: new(callbackUrl)).SendAsync(Texts.Plain() with { DeliveryId = "d 1" }, TestLimits.Token);

        Assert.Equal(expected, Assert.Single(setup.Fake.Texts).Fields["StatusCallback"]);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, "1")]
    [InlineData(300, "300")]
    [InlineData(35_999, "35999")]
    [InlineData(36_000, null)]
    [InlineData(90_000, null)]
    public async Task Lets_a_message_end_with_its_deadline(int? seconds, string? validity)
    {
        await using var setup = await TwilioSetup.StartAsync();
        var message = Texts.Plain() with { Deadline = seconds is { } known ? setup.Clock.GetUtcNow().AddSeconds(known) : null };

        await setup.SendAsync(message);

        Assert.Equal(validity, Assert.Single(setup.Fake.Texts).Fields.GetValueOrDefault("ValidityPeriod"));
    }

    [Fact]
    public async Task Does_not_send_what_is_too_late()
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.Equal("Rejected expired", Outcomes.Describe(await setup.SendAsync(Texts.Plain() with { Deadline = setup.Clock.GetUtcNow() })));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("""{"mediaUrl":"https://example.com/a.png"}""", new[] { "https://example.com/a.png" })]
    [InlineData("""{"mediaUrl":["https://example.com/a.png","https://example.com/ü.png"]}""", new[] { "https://example.com/a.png", "https://example.com/%C3%BC.png" })]
    [InlineData("""{"mediaUrl":[]}""", new string[0])]
    [InlineData("""{"mediaUrl":null,"unknown":1}""", new string[0])]
    public async Task Sends_media_along(string overrides, string[] expected)
    {
        await using var setup = await TwilioSetup.StartAsync();

        var outcome = Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync(WithOverrides(overrides)));

        Assert.Equal(expected, Assert.Single(setup.Fake.Texts).MediaUrls);
        Assert.Equal(expected.Length > 0 ? null : 1, outcome.Segments);
    }

    [Fact]
    public async Task Lets_twilio_replace_characters_when_told_so()
    {
        await using var setup = await TwilioSetup.StartAsync();

        await setup.SendAsync(WithOverrides("""{"smartEncoded":true}"""));

        Assert.Equal("true", Assert.Single(setup.Fake.Texts).Fields["SmartEncoded"]);
    }

    [Theory]
    [InlineData("""{"mediaUrl":7}""")]
    [InlineData("""{"mediaUrl":"a.png"}""")]
    [InlineData("""{"mediaUrl":"ftp://example.com/a.png"}""")]
    [InlineData("""{"mediaUrl":[7]}""")]
    [InlineData("""{"mediaUrl":["https://e.x/1","https://e.x/2","https://e.x/3","https://e.x/4","https://e.x/5","https://e.x/6","https://e.x/7","https://e.x/8","https://e.x/9","https://e.x/10","https://e.x/11"]}""")]
    [InlineData("""{"smartEncoded":"yes"}""")]
    public async Task Refuses_an_override_that_cannot_be_used(string overrides)
    {
        await using var setup = await TwilioSetup.StartAsync();

        Assert.Equal("Rejected invalid-override", Outcomes.Describe(await setup.SendAsync(WithOverrides(overrides))));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 1)]
    public async Task Tells_how_many_segments_a_text_takes(string character, int one)
    {
        await using var setup = await TwilioSetup.StartAsync();

        var outcome = await setup.SendAsync(Texts.Plain() with { Text = string.Concat(Enumerable.Repeat(character, 161)) });

        Assert.Equal(one + 1, Assert.IsType<SendOutcome.Accepted>(outcome).Segments);
    }

    [Fact]
    public async Task Takes_a_message_for_sent_once_twilio_has_said_so()
    {
        await using var setup = await TwilioSetup.StartAsync();
        await using var breaking = FaultServer.Start(BreakOffAsync);
        setup.Fake.AnswerNext(FakeAnswer.Json(201, "<html/>"));

        Assert.Equal(new SendOutcome.Accepted { Segments = 1 }, await setup.SendAsync());
        Assert.Equal(new SendOutcome.Accepted { Segments = 1 }, await setup.Create(new { baseUrl = breaking.Url }).SendAsync(Texts.Plain(), TestLimits.Token));
    }

    private static async Task BreakOffAsync(FaultConnection connection)
    {
        const string Length = "Content-Length: ";
        var length = 0;
        while (await connection.ReadLineAsync() is { Length: > 0 } line)
            length = line.StartsWith(Length, StringComparison.Ordinal) ? int.Parse(line[Length.Length..], CultureInfo.InvariantCulture) : length;
        await connection.Stream.ReadExactlyAsync(new byte[length], connection.StoppingToken);
        await connection.WriteAsync("HTTP/1.1 201 CREATED\r\nContent-Length: 1000\r\n\r\n{\"sid\":");
    }

    private static SmsMessage WithOverrides(string json) => Texts.Plain() with { Overrides = JsonSerializer.Deserialize<JsonElement>(json) };
}
