using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridSendTests
{
    private static readonly string[] Categories = ["orders", "shop"];

    [Fact]
    public async Task Sends_a_plain_mail_as_sendgrids_json_and_returns_its_id()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var message = Emails.Plain() with { DeliveryId = "0198-1", Attempt = 2 };

        var outcome = await setup.SendAsync(message);

        var call = Assert.Single(setup.Fake.Sends);
        Assert.Equal(new SendOutcome.Accepted { ProviderMessageId = Assert.Single(setup.Fake.Mails).MessageId }, outcome);
        Assert.Equal(("POST", "/v3/mail/send"), (call.Method, call.Target));
        Assert.Equal(($"Bearer {SendGridFake.ApiKey}", "application/json; charset=utf-8"), (call.Header("authorization"), call.Header("content-type")));
        Assert.Equal(
            JsonText.Compact("""
                {
                  "personalizations": [{
                    "to": [{ "email": "alice@example.com" }],
                    "subject": "Order 1042 shipped",
                    "custom_args": { "notify_delivery_id": "0198-1", "notify_attempt": "2" }
                  }],
                  "from": { "email": "shop@example.com", "name": "The Shop" },
                  "content": [{ "type": "text/plain", "value": "It is on its way." }]
                }
                """),
            call.Text);
    }

    [Fact]
    public async Task Sends_everything_that_a_mail_can_have()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var provider = setup.Create(new { categories = Categories, ipPoolName = "transactional" });

        await provider.SendAsync(Full(), TestLimits.Token);

        Assert.Equal(
            JsonText.Compact("""
                {
                  "personalizations": [{
                    "to": [{ "email": "alice@example.com", "name": "Alice Ångström 😀" }],
                    "subject": "Grüße 😀",
                    "headers": {
                      "X-Order": "1042",
                      "List-Unsubscribe": "<https://notify.example.com/u/1?x=%C3%BC>",
                      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"
                    },
                    "custom_args": { "notify_delivery_id": "d-1", "notify_attempt": "1" }
                  }],
                  "from": { "email": "team@example.com", "name": "The Team" },
                  "reply_to_list": [{ "email": "a@example.com", "name": "A" }, { "email": "b@example.com" }],
                  "content": [{ "type": "text/plain", "value": "Hello <&>" }, { "type": "text/html", "value": "<b>Hello \"you\"</b>" }],
                  "attachments": [
                    { "content": "AQID", "filename": "Rechnung ü.pdf", "type": "application/pdf", "disposition": "attachment" },
                    { "content": "BAU=", "filename": "logo.png", "type": "image/png", "disposition": "inline", "content_id": "logo@shop" }
                  ],
                  "categories": ["orders", "shop"],
                  "ip_pool_name": "transactional"
                }
                """),
            JsonText.Compact(Assert.Single(setup.Fake.Sends).Text));
    }

    [Fact]
    public async Task Names_a_single_reply_address_in_the_field_that_every_account_knows()
    {
        await using var setup = await SendGridSetup.StartAsync();

        await setup.SendAsync(Emails.Plain() with { ReplyTo = [new() { Address = "help@example.com", Name = "Help" }] });

        var mail = Assert.Single(setup.Fake.Sends).Json();
        Assert.Equal("""{"email":"help@example.com","name":"Help"}""", mail.GetProperty("reply_to").GetRawText());
        Assert.False(mail.TryGetProperty("reply_to_list", out _));
    }

    [Fact]
    public async Task Gives_no_name_to_an_author_who_has_none()
    {
        await using var setup = await SendGridSetup.StartAsync();

        await setup.SendAsync(Emails.Plain() with { From = new() { Address = "robot@example.com" } });

        Assert.Equal("""{"email":"robot@example.com"}""", Assert.Single(setup.Fake.Sends).Json().GetProperty("from").GetRawText());
    }

    [Fact]
    public async Task Sends_with_an_authors_own_key_instead_of_the_integrations()
    {
        await using var setup = await SendGridSetup.StartAsync();

        var outcome = await setup.SendAsync(Emails.Plain() with { Credentials = new() { UserName = "apikey", Password = "SG.another-key-of-somebody" } });

        Assert.Equal("Misconfigured http-401", Outcomes.Describe(outcome));
        Assert.Equal("Bearer SG.another-key-of-somebody", Assert.Single(setup.Fake.Sends).Header("authorization"));
    }

    [Theory]
    [InlineData("Doe, Jane", "\"Doe, Jane\"")]
    [InlineData("Jane; \"the boss\"", "\"Jane; the boss\"")]
    [InlineData("Jane \"J\" Doe", "Jane \"J\" Doe")]
    public async Task Quotes_a_name_that_sendgrid_would_cut(string name, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync(Emails.Plain() with { ToName = name }));

        Assert.Equal(expected, Assert.Single(setup.Fake.Sends).Json().GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Only_has_a_mail_checked_in_sandbox_mode()
    {
        await using var setup = await SendGridSetup.StartAsync();

        var outcome = await setup.Create(new { sandboxMode = true }).SendAsync(Emails.Plain(), TestLimits.Token);

        Assert.Equal(new SendOutcome.Accepted { IsSimulated = true }, outcome);
        Assert.Equal("""{"sandbox_mode":{"enable":true}}""", Assert.Single(setup.Fake.Sends).Json().GetProperty("mail_settings").GetRawText());
        Assert.Empty(setup.Fake.Mails);
    }

    [Fact]
    public async Task Follows_the_callers_overrides()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var provider = setup.Create(new { categories = Categories, ipPoolName = "transactional" });

        await provider.SendAsync(
            WithOverrides("""{"categories":["vip"],"ipPoolName":"vip","unsubscribeGroupId":42,"clickTracking":false,"openTracking":true,"unknown":1}"""), TestLimits.Token);

        var mail = Assert.Single(setup.Fake.Sends).Json();
        Assert.Equal(
            ("""["vip"]""", "vip", """{"group_id":42}""", """{"click_tracking":{"enable":false},"open_tracking":{"enable":true}}"""),
            (mail.GetProperty("categories").GetRawText(), mail.GetProperty("ip_pool_name").GetString(), mail.GetProperty("asm").GetRawText(),
                mail.GetProperty("tracking_settings").GetRawText()));
    }

    [Theory]
    [InlineData("""{"categories":"vip"}""")]
    [InlineData("""{"categories":[1]}""")]
    [InlineData("""{"categories":["1","2","3","4","5","6","7","8","9","10","11"]}""")]
    [InlineData("""{"ipPoolName":7}""")]
    [InlineData("""{"unsubscribeGroupId":"42"}""")]
    [InlineData("""{"unsubscribeGroupId":0}""")]
    [InlineData("""{"clickTracking":"no"}""")]
    [InlineData("""{"openTracking":1}""")]
    public async Task Refuses_an_override_that_cannot_be_used(string overrides)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal("Rejected invalid-override", Outcomes.Describe(await setup.SendAsync(WithOverrides(overrides))));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [InlineData("X-Test", "a\r\nBcc: victim@example.com")]
    [InlineData("X-Test", "a\nb")]
    [InlineData("X-Test", "a\0b")]
    [InlineData("X Test", "a")]
    [InlineData("X-Test:", "a")]
    [InlineData("", "a")]
    [InlineData("Bcc", "victim@example.com")]
    [InlineData("content-type", "text/html")]
    [InlineData("X-SMTPAPI", "{}")]
    [InlineData("DKIM-Signature", "v=1")]
    public async Task Refuses_a_header_that_would_be_another_one(string name, string value)
    {
        await using var setup = await SendGridSetup.StartAsync();

        var outcome = await setup.SendAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = value } });

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(outcome));
        Assert.Empty(setup.Fake.Requests);
    }

    [Theory]
    [MemberData(nameof(Injections))]
    public async Task Refuses_a_line_break_wherever_a_header_comes_of_it(EmailMessage message)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(await setup.SendAsync(message)));
        Assert.Empty(setup.Fake.Requests);
    }

    public static TheoryData<EmailMessage> Injections => new(
        Emails.Plain() with { Subject = "Hi\r\nBcc: victim@example.com" },
        Emails.Plain() with { ToName = "Alice\nBcc: victim@example.com" },
        Emails.Plain() with { From = new() { Address = "shop@example.com\r\nX: y" } },
        Emails.Plain() with { From = new() { Address = "shop@example.com", Name = "Shop\r\nX: y" } },
        Emails.Plain() with { ReplyTo = [new() { Address = "a@example.com\nX: y" }] },
        Emails.Plain("alice@example.com\r\nBcc: victim@example.com"),
        Emails.Plain() with { Attachments = [new() { FileName = "a\r\nb", ContentType = "text/plain", Content = new byte[1] }] },
        Emails.Plain() with { Attachments = [new() { FileName = "a", ContentType = "text/plain", Content = new byte[1], ContentId = "a>b" }] },
        Emails.Plain() with
        {
            UnsubscribeUri = new("https://notify.example.com/u/1"),
            Headers = new Dictionary<string, string> { ["list-unsubscribe"] = "<https://elsewhere.example>" },
        });

    [Fact]
    public async Task Encodes_a_header_that_is_not_ascii()
    {
        const string Value = "Grüße aus Köln an alle Kundinnen und Kunden, 😀 und noch viel mehr Text";
        await using var setup = await SendGridSetup.StartAsync();

        await setup.SendAsync(Emails.Plain() with { Headers = new Dictionary<string, string> { ["X-Greeting"] = Value } });

        var words = Assert.Single(setup.Fake.Mails).Headers["X-Greeting"].Split(' ');
        Assert.All(words, static word => Assert.InRange(word.Length, 1, 75));
        Assert.Equal(Value, string.Concat(words.Select(static word => Encoding.UTF8.GetString(Convert.FromBase64String(word["=?utf-8?B?".Length..^2])))));
    }

    [Theory]
    [InlineData(null, null, "Rejected no-content")]
    [InlineData("", "", "Rejected no-content")]
    [InlineData("", "<p>Hi</p>", "Accepted")]
    [InlineData("Hi", "", "Accepted")]
    public async Task Wants_a_body_and_leaves_an_empty_one_out(string? text, string? html, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(Emails.Plain() with { Text = text, Html = html })));
    }

    [Theory]
    [InlineData("", "application/pdf", 3, "Rejected invalid-attachment")]
    [InlineData("a.pdf", "application/pdf", 0, "Rejected invalid-attachment")]
    [InlineData("a.pdf", "pdf", 3, "Rejected invalid-content-type")]
    [InlineData("a.pdf", "application/pdf\r\nX: y", 3, "Rejected invalid-content-type")]
    [InlineData("a.txt", "text/plain; charset=utf-8", 3, "Accepted")]
    public async Task Refuses_an_attachment_that_sendgrid_would(string name, string type, int length, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();
        var attachment = new EmailAttachment { FileName = name, ContentType = type, Content = new byte[length] };

        Assert.Equal(expected, Outcomes.Describe(await setup.SendAsync(Emails.Plain() with { Attachments = [attachment] })));
    }

    [Fact]
    public async Task Survives_half_a_character()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync(Emails.Plain() with { Subject = "a\ud800b", Text = "\udc00" }));

        Assert.Equal("a\ufffdb", Assert.Single(setup.Fake.Mails).Subject);
    }

    [Fact]
    public async Task Asks_the_european_api_when_told_so()
    {
        await using var setup = await SendGridSetup.StartAsync();

        Assert.IsType<SendOutcome.Accepted>(await setup.Create(new { baseUrl = setup.Fake.BaseUrl.AbsoluteUri.TrimEnd('/') }).SendAsync(Emails.Plain(), TestLimits.Token));
    }

    private static EmailMessage WithOverrides(string json) => Emails.Plain() with { Overrides = JsonSerializer.Deserialize<JsonElement>(json) };

    private static EmailMessage Full() => Emails.Plain() with
    {
        DeliveryId = "d-1",
        ToName = "Alice Ångström 😀",
        From = new() { Address = "team@example.com", Name = "The Team" },
        ReplyTo = [new() { Address = "a@example.com", Name = "A" }, new() { Address = "b@example.com" }],
        Subject = "Grüße 😀",
        Text = "Hello <&>",
        Html = "<b>Hello \"you\"</b>",
        Headers = new Dictionary<string, string> { ["X-Order"] = "1042" },
        UnsubscribeUri = new("https://notify.example.com/u/1?x=ü"),
        Attachments =
        [
            new() { FileName = "Rechnung ü.pdf", ContentType = "application/pdf", Content = new byte[] { 1, 2, 3 } },
            new() { FileName = "logo.png", ContentType = "image/png", Content = new byte[] { 4, 5 }, ContentId = "logo@shop" },
        ],
    };
}
