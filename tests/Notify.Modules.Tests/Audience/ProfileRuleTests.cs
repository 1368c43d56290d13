using Notify.Audience.Contracts;
using Notify.Audience.Subscribers;
using Notify.Primitives;

namespace Notify.Modules.Tests.Audience;

public sealed class ProfileRuleTests
{
    [Fact]
    public async Task All_fields_at_fault_are_told_at_once()
    {
        var refusal = await RefusedAsync("has blank", new()
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
    public async Task Takes_e_mail_addresses(string email) =>
        Assert.Equal([new EndpointDraft { Channel = "email", Address = email }], await RequireAsync("alice", new() { Email = email }));

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
    public async Task Refuses_what_is_no_e_mail_address(string email) =>
        Assert.Equal("/email", Assert.Single((await RefusedAsync("alice", new() { Email = email })).Fields).Path);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("https://example.com/\r\nX: y")]
    [InlineData("https://")]
    public async Task Refuses_what_is_no_webhook_url(string url) =>
        Assert.Equal("/webhookUrl", Assert.Single((await RefusedAsync("alice", new() { WebhookUrl = url })).Fields).Path);

    [Theory]
    [InlineData("UTC", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("Etc/GMT+5", true)]
    [InlineData("Nowhere/Land", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    public async Task Knows_time_zones(string zone, bool isKnown) =>
        Assert.Equal(isKnown, await Record.ExceptionAsync(() => RequireAsync("alice", new() { TimeZone = zone })) is null);

    [Theory]
    [InlineData("de", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("sl-rozaj-biske-1994", true)]
    [InlineData("d", false)]
    [InlineData("de_AT", false)]
    [InlineData("de-", false)]
    [InlineData("toolonglanguage", false)]
    public async Task Knows_the_shape_of_language_tags(string locale, bool isTaken) =>
        Assert.Equal(isTaken, await Record.ExceptionAsync(() => RequireAsync("alice", new() { Locale = locale })) is null);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    [InlineData(0, false)]
    public async Task An_id_has_up_to_64_characters(int length, bool isTaken) =>
        Assert.Equal(isTaken, await Record.ExceptionAsync(() => RequireAsync(new string('x', length), new())) is null);

    [Fact]
    public async Task Data_has_up_to_32_KiB() =>
        Assert.Equal("/data", Assert.Single((await RefusedAsync("alice", new() { DataJson = $$"""{"x":"{{new string('x', 32 * 1024)}}"}""" })).Fields).Path);

    private static Task<IReadOnlyList<EndpointDraft>> RequireAsync(string id, SubscriberProfile profile) =>
        new ProfileRules(new EndpointRules(new StandInPlugins())).RequireAsync(id, profile, TestContext.Current.CancellationToken).AsTask();

    private static Task<NotifyException> RefusedAsync(string id, SubscriberProfile profile) =>
        Assert.ThrowsAsync<NotifyException>(() => RequireAsync(id, profile));
}
