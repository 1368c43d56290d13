using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class HeaderInjectionTests
{
    public static TheoryData<string, string> Breaks()
    {
        var data = new TheoryData<string, string>();
        string[] fields = ["subject", "from-name", "from-address", "to-name", "to-address", "reply-name", "reply-address", "header-name", "header-value", "file-name", "content-type", "content-id", "delivery-id"];
        foreach (var field in fields)
        {
            foreach (var attack in new[] { "\r\nBcc: x@evil.example", "\nBcc: x@evil.example", "\rBcc: x@evil.example", "\0" })
                data.Add(field, attack);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Breaks))]
    public async Task No_value_can_end_its_header(string field, string attack)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var plain = Emails.Plain();
        var file = new EmailAttachment { FileName = "a.txt", ContentType = "text/plain", Content = default, ContentId = "a" };
        var message = field switch
        {
            "subject" => plain with { Subject = "Hi" + attack },
            "from-name" => plain with { From = new() { Address = "a@example.com", Name = "A" + attack } },
            "from-address" => plain with { From = new() { Address = "a@example.com" + attack } },
            "to-name" => plain with { ToName = "A" + attack },
            "to-address" => plain with { Address = "a@example.com" + attack },
            "reply-name" => plain with { ReplyTo = [new() { Address = "a@example.com", Name = "A" + attack }] },
            "reply-address" => plain with { ReplyTo = [new() { Address = "a" + attack + "@example.com" }] },
            "header-name" => plain with { Headers = new Dictionary<string, string> { ["X-A" + attack] = "1" } },
            "header-value" => plain with { Headers = new Dictionary<string, string> { ["X-A"] = "1" + attack } },
            "file-name" => plain with { Attachments = [file with { FileName = "a" + attack }] },
            "content-type" => plain with { Attachments = [file with { ContentType = "text/plain" + attack }] },
            "content-id" => plain with { Html = "<p>", Attachments = [file with { ContentId = "a" + attack }] },
            _ => plain with { DeliveryId = "d" + attack },
        };

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(await smtp.SendAsync(message)));
        Assert.Equal(0, smtp.Mailbox.Connections);
    }

    [Theory]
    [InlineData("a@b> SIZE=1 <c@d")]
    [InlineData("no-at-sign")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    [InlineData("two words@example.com")]
    [InlineData("a@exa mple.com")]
    [InlineData("a..b@example.com")]
    [InlineData("a,b@example.com")]
    [InlineData("\"a\" b\"@example.com")]
    [InlineData("\"a\\\"@example.com")]
    public async Task An_address_that_is_none_is_gone(string address)
    {
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal("EndpointGone invalid-address", Outcomes.Describe(await smtp.SendAsync(Emails.Plain(address))));
        Assert.Equal(0, smtp.Mailbox.Connections);
    }

    [Theory]
    [InlineData("o'brien+tag@example.co.uk")]
    [InlineData("\"two words\"@example.com")]
    [InlineData("a@[127.0.0.1]")]
    public async Task An_unusual_address_is_one_all_the_same(string address)
    {
        await using var smtp = await SmtpFixture.StartAsync();

        Assert.Equal(address, (await smtp.DeliverAsync(Emails.Plain(address))).To[0]);
    }

    [Theory]
    [InlineData("Bcc")]
    [InlineData("from")]
    [InlineData("Content-Type")]
    [InlineData("MIME-Version")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("")]
    public async Task A_field_that_the_channel_makes_itself_cannot_be_given(string name)
    {
        await using var smtp = await SmtpFixture.StartAsync();
        var message = Emails.Plain() with { Headers = new Dictionary<string, string> { [name] = "x" } };

        Assert.Equal("Rejected invalid-header", Outcomes.Describe(await smtp.SendAsync(message)));
    }

    [Fact]
    public async Task A_body_cannot_smuggle_a_second_mail()
    {
        await using var smtp = await SmtpFixture.StartAsync();
        string[] attacks = ["a\r\n.\r\nMAIL FROM:<x@evil>\r\nRCPT TO:<y@evil>\r\nDATA\r\n", "a\n.\nMAIL FROM:<x@evil>\n", "a\n.\r\nMAIL FROM:<x@evil>\r\n", "a\r.\rQUIT\r"];

        foreach (var attack in attacks)
        {
            await smtp.DeliverAsync(Emails.Plain() with { Text = attack, Html = attack + "é" });
            Assert.DoesNotContain("\n.\n", Encoding.Latin1.GetString(smtp.Mailbox.Messages.Snapshot()[^1].Content.Span).Replace("\n.\r\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(attacks.Length, smtp.Mailbox.Messages.Total);
    }
}
