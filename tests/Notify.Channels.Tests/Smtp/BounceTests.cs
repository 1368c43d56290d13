using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

public sealed class BounceTests
{
    private static readonly DateTimeOffset Told = new(2026, 11, 21, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Reads_what_postfix_writes()
    {
        var bounce = Assert.Single(await Reports.ReadAsync(Reports.Postfix("5.1.1")));

        Assert.Equal(
            new ProviderEvent
            {
                Kind = ProviderEventKind.HardBounce,
                EventId = bounce.EventId,
                DeliveryId = Reports.Id,
                Code = "5.1.1",
                Reason = "550 5.1.1 (an address): Recipient address rejected: User unknown",
                OccurredAt = Told,
            },
            bounce);
        Assert.Matches("^mail-[0-9a-f]{32}$", bounce.EventId);
    }

    [Fact]
    public async Task Reads_what_exchange_gmail_and_qmail_write()
    {
        var exchange = Assert.Single(await Reports.ReadAsync(Reports.Exchange()));
        var gmail = Assert.Single(await Reports.ReadAsync(Reports.Gmail()));
        var qmail = Assert.Single(await Reports.ReadAsync(Reports.Qmail()));

        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.10"), (exchange.Kind, exchange.DeliveryId, exchange.Code));
        Assert.Equal("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient (an address) not found by SMTP address lookup", exchange.Reason);
        Assert.Equal((ProviderEventKind.Deferred, Reports.Id, "4.4.1", Told), (gmail.Kind, gmail.DeliveryId, gmail.Code, gmail.OccurredAt));
        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.1", Told), (qmail.Kind, qmail.DeliveryId, qmail.Code, qmail.OccurredAt));
    }

    [Theory]
    [InlineData("5.1.1", "failed", ProviderEventKind.HardBounce)]
    [InlineData("5.1.2", "failed", ProviderEventKind.HardBounce)]
    [InlineData("5.1.6", "failed", ProviderEventKind.HardBounce)]
    [InlineData("5.1.7", "failed", ProviderEventKind.Failed)]
    [InlineData("5.1.8", "failed", ProviderEventKind.Failed)]
    [InlineData("5.2.1", "failed", ProviderEventKind.HardBounce)]
    [InlineData("5.2.2", "failed", ProviderEventKind.SoftBounce)]
    [InlineData("5.2.3", "failed", ProviderEventKind.Failed)]
    [InlineData("5.3.4", "failed", ProviderEventKind.Failed)]
    [InlineData("5.3.0", "failed", ProviderEventKind.SoftBounce)]
    [InlineData("5.4.4", "failed", ProviderEventKind.SoftBounce)]
    [InlineData("5.6.1", "failed", ProviderEventKind.Failed)]
    [InlineData("5.7.1", "Failed", ProviderEventKind.Failed)]
    [InlineData("4.4.7", "failed", ProviderEventKind.SoftBounce)]
    [InlineData("4.2.2", "delayed", ProviderEventKind.Deferred)]
    [InlineData("2.0.0", "delivered", ProviderEventKind.Delivered)]
    [InlineData("2.0.0", "expanded", ProviderEventKind.Delivered)]
    [InlineData("2.0.0", "relayed", null)]
    [InlineData("5.1.1", "unheard-of", null)]
    public async Task Says_what_a_status_means_for_the_address(string status, string action, ProviderEventKind? kind)
    {
        var events = await Reports.ReadAsync(Reports.Postfix(status, action, "smtp; 999 something"));

        Assert.Equal(kind, events.SingleOrDefault()?.Kind);
        Assert.Equal(kind is null ? null : status, events.SingleOrDefault()?.Code);
    }

    [Theory]
    [InlineData("smtp; 550 5.1.1 no such user", "5.1.1", ProviderEventKind.HardBounce)]
    [InlineData("smtp; 554 (#5.7.1) spam", "5.7.1", ProviderEventKind.Failed)]
    [InlineData("smtp; 550 no such user", "5.0.0", ProviderEventKind.SoftBounce)]
    public async Task Believes_a_quoted_status_more_than_a_general_one(string diagnostic, string code, ProviderEventKind kind)
    {
        var bounce = Assert.Single(await Reports.ReadAsync(Reports.Postfix("5.0.0", diagnostic: diagnostic)));

        Assert.Equal((code, kind), (bounce.Code, bounce.Kind));
    }

    [Fact]
    public async Task Finds_the_delivery_by_address_then_by_envelope_id_then_by_message_id()
    {
        const string Other = "0199a0de-7f00-7000-8000-0000000000ff";
        async Task<string?> FoundAsync(byte[] mail, Dictionary<string, object?>? settings = null) => (await Reports.ReadAsync(mail, settings)).SingleOrDefault()?.DeliveryId;

        Assert.Equal(Reports.Id, await FoundAsync(Reports.Postfix("5.1.1", to: Reports.Verp, envelopeId: Other)));
        Assert.Equal(Other, await FoundAsync(Reports.Postfix("5.1.1", to: "bounces@example.com", envelopeId: Other)));
        Assert.Equal(Reports.Id, await FoundAsync(Reports.Postfix("5.1.1", to: "bounces@example.com")));
        Assert.Equal(Reports.Id, await FoundAsync(Reports.Postfix("5.1.1"), new() { ["bounceAddress"] = "BOUNCES@example.com" }));
        Assert.Null(await FoundAsync(Reports.Postfix("5.1.1"), new() { ["bounceAddress"] = "returns@example.com" }));
        Assert.Null(await FoundAsync(Reports.Postfix("5.1.1"), new() { ["bounceSeparator"] = "=" }));
    }

    [Fact]
    public async Task Tells_of_complaints_but_not_of_other_feedback()
    {
        var complaint = Assert.Single(await Reports.ReadAsync(Reports.Complaint()));

        Assert.Equal((ProviderEventKind.Complaint, Reports.Id, "abuse"), (complaint.Kind, complaint.DeliveryId, complaint.Code));
        Assert.Empty(await Reports.ReadAsync(Reports.Complaint("not-spam")));
    }

    [Theory]
    [InlineData("From: alice@example.net\nTo: bounces+{0}@example.com\nAuto-Submitted: auto-replied\nSubject: Out of office\n\nI am away. Status: 5.1.1")]
    [InlineData("From: alice@example.net\nTo: bounces+{0}@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nX: 1\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n")]
    [InlineData("From: alice@example.net\nTo: bounces+{0}@example.com\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\nnothing\n--b--\n")]
    [InlineData("From: alice@example.net\nTo: bounces+{0}@example.com\n\n")]
    public async Task Hears_nothing_in_mails_that_are_no_report(string mail) =>
        Assert.Empty(await Reports.ReadAsync(Reports.Bytes(mail.Replace("{0}", Reports.Id, StringComparison.Ordinal))));

    [Theory]
    [InlineData("Bearer b0unce-s3cret-of-the-shop", true)]
    [InlineData("bearer b0unce-s3cret-of-the-shop", true)]
    [InlineData("Basic YW55Ym9keTpiMHVuY2UtczNjcmV0LW9mLXRoZS1zaG9w", true)]
    [InlineData("Basic OmIwdW5jZS1zM2NyZXQtb2YtdGhlLXNob3A=", true)]
    [InlineData("Basic YjB1bmNlLXMzY3JldC1vZi10aGUtc2hvcA==", false)]
    [InlineData("Basic nonsense!", false)]
    [InlineData("Bearer wrong", false)]
    [InlineData("Bearer", false)]
    [InlineData("b0unce-s3cret-of-the-shop", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task Believes_only_who_knows_the_secret(string? authorization, bool isBelieved)
    {
        await using var provider = Reports.Provider();
        var request = Reports.Authorized(Reports.Postfix("5.1.1"), authorization) with { Url = new($"https://notify.example.com/v1/callbacks/1?secret={Reports.Secret}") };

        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(request, TestLimits.Token);

        if (isBelieved)
            Assert.Single(Assert.IsType<CallbackResult.Verified>(result).Events);
        else
            Assert.Equal("bounce-secret-wrong", Assert.IsType<CallbackResult.Refused>(result).Code);
    }

    [Fact]
    public async Task Believes_nobody_where_there_is_no_secret()
    {
        await using var provider = Reports.Provider(new() { ["bounceSecret"] = null });

        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(Reports.Authorized(Reports.Postfix("5.1.1"), "Bearer "), TestLimits.Token);

        Assert.Equal("bounce-secret-missing", Assert.IsType<CallbackResult.Refused>(result).Code);
    }

    [Fact]
    public async Task Reads_reports_as_their_standards_allow_them()
    {
        async Task<(ProviderEventKind, string?, string?)> ReadAsync(byte[] mail) =>
            Assert.Single(await Reports.ReadAsync(mail)) is var told ? (told.Kind, told.DeliveryId, told.Code) : default;

        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.1"), await ReadAsync(Reports.Encoded()));
        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.1"), await ReadAsync(Reports.International()));
        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.1"), await ReadAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Reports.Postfix("5.1.1")).ReplaceLineEndings("\n"))));
        Assert.Equal((ProviderEventKind.HardBounce, Reports.Id, "5.1.1"), await ReadAsync([.. "From MAILER-DAEMON Sat Nov 21 17:00:00 2026\n"u8, .. Reports.Postfix("5.1.1")]));
    }

    [Theory]
    [InlineData("\"bounces+0199a0de-7f00-7000-8000-0000000000ff@example.com\" <bounces+{0}@example.com>")]
    [InlineData("(bounces+0199a0de-7f00-7000-8000-0000000000ff@example.com) bounces+{0}@example.com")]
    [InlineData("postmaster@example.com,\r\n\tBounces:\r\n bounces+{0}@example.com;")]
    [InlineData("=?utf-8?q?B=C3=BCro?= <BOUNCES+{0}@EXAMPLE.com>")]
    [InlineData("<bounces+{0}@b\u00fccher.example>")]
    public async Task Finds_the_delivery_in_addresses_but_not_in_the_words_around_them(string to) =>
        Assert.Equal(Reports.Id, Assert.Single(await Reports.ReadAsync(Reports.Postfix("5.1.1", to: to.Replace("{0}", Reports.Id, StringComparison.Ordinal)))).DeliveryId);

    [Theory]
    [InlineData("Sat, 21 Nov 2026 18:00:00 +0100 (CET (really))", "2026-11-21T17:00:00Z")]
    [InlineData("21 Nov 26 12:00 EST", "2026-11-21T17:00:00Z")]
    [InlineData("Sat, 21 Nov 2026 17:00:00 +9999", "2026-11-21T17:00:00Z")]
    [InlineData("Sat, 31 Feb 2026 17:00:00 +0000", null)]
    [InlineData("31 Dec 9999 23:59:59 -1200", null)]
    [InlineData("yesterday", null)]
    public async Task Reads_dates_as_mail_has_them(string date, string? expected)
    {
        var mail = Encoding.UTF8.GetString(Reports.Qmail()).Replace("21 Nov 2026 17:00:00 -0000", date, StringComparison.Ordinal);

        var told = Assert.Single(await Reports.ReadAsync(Encoding.UTF8.GetBytes(mail)));

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), told.OccurredAt);
    }

    [Fact]
    public async Task Survives_whatever_it_is_given()
    {
        await using var provider = Reports.Provider();
        var receiver = (IReceiveCallbacks)provider;
        var random = new Random(20261121);
        byte[][] samples = [Reports.Postfix("5.1.1"), Reports.Exchange(), Reports.Gmail(), Reports.Qmail(), Reports.Complaint()];
        for (var round = 0; round < 4_000; round++)
        {
            var mail = samples[round % samples.Length].ToArray();
            for (var change = random.Next(1, 20); change > 0; change--)
                mail[random.Next(mail.Length)] = random.Next(3) == 0 ? (byte)" \r\n:;=\"-<>@\0"[random.Next(12)] : (byte)random.Next(256);
            var from = random.Next(mail.Length);
            var piece = random.Next(4) == 0 ? mail.AsMemory(from, random.Next(mail.Length - from)) : mail;

            var result = await receiver.ReceiveAsync(Reports.Request(piece), TestLimits.Token);

            Assert.True(result is CallbackResult.Verified { Events.Count: <= 100 } or CallbackResult.Malformed);
        }
    }

    [Fact]
    public async Task Reads_the_worst_mails_of_a_mebibyte_in_no_time()
    {
        var head = $"To: {Reports.Verp}\nContent-Type: multipart/report; boundary=b\n\n";
        string[] worst =
        [
            head + string.Concat(Enumerable.Repeat("--b\n", 250_000)),
            head + string.Concat(Enumerable.Repeat("--b\nContent-Type: multipart/mixed; boundary=b\n\n", 20_000)),
            head + "--b\nContent-Type: message/delivery-status\n\n" + string.Concat(Enumerable.Repeat("\nAction: failed\n", 60_000)),
            "To: " + new string('a', 1_000_000) + "@example.com\n\n",
            "To: " + string.Concat(Enumerable.Repeat("a@b,", 250_000)) + "\n\n",
            string.Concat(Enumerable.Repeat("X: 1\n", 200_000)),
            "X: 1\n" + string.Concat(Enumerable.Repeat(" folded\n", 130_000)),
            "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + new string('=', 1_000_000),
            head + string.Concat(Enumerable.Range(0, 10_000).Select(static level => $"--b\nContent-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")),
            head + "--b\n" + string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 10_000)),
            head + string.Concat(Enumerable.Repeat("--b\n\nx\n", 100_000)),
            "X: " + new string('x', 10_000_000) + "\n" + head,
            "X: 1\n" + string.Concat(Enumerable.Repeat(" x\n", 3_000_000)),
            head + "--b\nContent-Type: message/delivery-status\n\nX: 1\n" + string.Concat(Enumerable.Repeat(" x\n", 300_000)),
            head + "--b\nContent-Type: message/feedback-report\n\n\0:\n" + new string(':', 1_000_000),
            "Content-Type: multipart/report; boundary=" + new string('b', 1_000_000) + "\n\n--b\n",
            "Content-Type: text/plain; charset=\"no-such-thing\"\nContent-Transfer-Encoding: base1024\nSubject: =?no-such?Q?x?= =?utf-7?B?////?=\n\nHi. This is the\n\n<a>:\n5.1.1",
            "To: " + string.Concat(Enumerable.Repeat("a:", 500_000)) + "\n\n",
            "To: " + new string('(', 1_000_000) + "\n\n",
            "From: x\n\nHi. This is the" + string.Concat(Enumerable.Repeat("\n\n<a>:\n5.1.1", 100_000)),
        ];
        var clock = TimeProvider.System;
        foreach (var mail in worst)
        {
            var begin = clock.GetTimestamp();
            Assert.InRange((await Reports.ReadAsync(Encoding.ASCII.GetBytes(mail))).Count, 0, 100);
            Assert.InRange(clock.GetElapsedTime(begin), TimeSpan.Zero, TimeSpan.FromSeconds(5)); // the host's budget for a callback
        }
    }
}
