using Notify.Audience.Contracts;
using Notify.Audience.Subscribers;
using Notify.Primitives;

namespace Notify.Modules.Tests.Audience;

public sealed class ProfileRuleTests
{
    [Fact]
    public void All_fields_at_fault_are_told_at_once()
    {
        var refusal = Refused("has blank", new()
        {
            Name = "line\nbreak",
            Email = "nobody",
            Phone = "0151",
            WebhookUrl = "ftp://example.com",
            Locale = "german!",
            TimeZone = "Mars/Base",
            DataJson = "[]",
            Channels = new Dictionary<string, string?> { ["Telegram"] = "x", ["telegram"] = null, ["sms"] = "+491" },
        });

        Assert.Equal(ErrorCode.ValidationError, refusal.Code);
        Assert.Equal(
            ["/id", "/name", "/email", "/phone", "/webhookUrl", "/locale", "/timeZone", "/data", "/channels/Telegram", "/channels/telegram", "/channels/sms"],
            refusal.Fields.Select(static field => field.Path));
    }

    [Theory]
    [InlineData("alice@example.com")]
    [InlineData("a.b+c_d-e@sub.example.co")]
    [InlineData("用户@例子.广告")]
    [InlineData("alice@localhost")]
    [InlineData("a@xn--bcher-kva.example")]
    public void Takes_e_mail_addresses(string email) => ProfileRules.Require("alice", new() { Email = email });

    [Theory]
    [InlineData("")]
    [InlineData("@example.com")]
    [InlineData("alice@")]
    [InlineData("a@b@c.example")]
    [InlineData("alice@example.com\r\nBcc: eve@example.com")]
    [InlineData("alice@exa mple.com")]
    [InlineData("Alice <alice@example.com>")]
    [InlineData("alice..b@example.com")]
    [InlineData(".alice@example.com")]
    [InlineData("alice@-example.com")]
    [InlineData("alice@example..com")]
    [InlineData("alice@exam_ple.com")]
    [InlineData("alice\u202e@example.com")]
    [InlineData("a1234567890123456789012345678901234567890123456789012345678901234@example.com")]
    public void Refuses_what_is_no_e_mail_address(string email) => Assert.Equal("/email", Assert.Single(Refused("alice", new() { Email = email }).Fields).Path);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com/\r\nX: y")]
    [InlineData("https://")]
    public void Refuses_what_is_no_webhook_url(string url) =>
        Assert.Equal("/webhookUrl", Assert.Single(Refused("alice", new() { WebhookUrl = url }).Fields).Path);

    [Theory]
    [InlineData("UTC", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("Nowhere/Land", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    public void Knows_time_zones(string zone, bool isKnown) =>
        Assert.Equal(isKnown, Record.Exception(() => ProfileRules.Require("alice", new() { TimeZone = zone })) is null);

    [Theory]
    [InlineData("de", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("sl-rozaj-biske-1994", true)]
    [InlineData("d", false)]
    [InlineData("de_AT", false)]
    [InlineData("de-", false)]
    [InlineData("toolonglanguage", false)]
    public void Knows_the_shape_of_language_tags(string locale, bool isTaken) =>
        Assert.Equal(isTaken, Record.Exception(() => ProfileRules.Require("alice", new() { Locale = locale })) is null);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public void An_id_has_up_to_64_characters(int length, bool isTaken) =>
        Assert.Equal(isTaken, Record.Exception(() => ProfileRules.Require(new string('x', length), new())) is null);

    [Fact]
    public void Data_has_up_to_32_KiB() =>
        Assert.Equal("/data", Assert.Single(Refused("alice", new() { DataJson = $$"""{"x":"{{new string('x', 32 * 1024)}}"}""" }).Fields).Path);

    private static NotifyException Refused(string id, SubscriberProfile profile) =>
        Assert.Throws<NotifyException>(() => ProfileRules.Require(id, profile));
}
