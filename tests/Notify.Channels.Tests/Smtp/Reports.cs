using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Smtp;

/// <summary>Mails that came back, as servers of several kinds write them.</summary>
internal static class Reports
{
    public const string Id = "0199a0de-7f00-7000-8000-00000000c0de";
    public const string Secret = "b0unce-s3cret-of-the-shop";
    public const string Verp = $"bounces+{Id}@example.com";

    public static IChannelProvider Provider(Dictionary<string, object?>? settings = null, TimeProvider? clock = null)
    {
        settings ??= [];
        settings.TryAdd("port", 1);
        settings["host"] = "localhost";
        settings["useTls"] = false;
        settings["fromEmail"] = "shop@example.com";
        settings.TryAdd("bounceAddress", "bounces@example.com");
        settings.TryAdd("bounceSecret", Secret);
        var given = settings.Where(static setting => setting.Value is not null).ToDictionary();
        return new SmtpPlugin().Create(Contexts.Of(given) with { TimeProvider = clock ?? TimeProvider.System });
    }

    public static CallbackRequest Request(ReadOnlyMemory<byte> mail, string? secret = Secret) => Authorized(mail, secret is null ? null : $"Bearer {secret}");

    public static CallbackRequest Authorized(ReadOnlyMemory<byte> mail, string? authorization) => new()
    {
        Method = "POST",
        Url = new("https://notify.example.com/v1/callbacks/conformance"),
        Headers = authorization is null ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = authorization, ["Content-Type"] = "message/rfc822" },
        Body = mail,
    };

    public static async Task<IReadOnlyList<ProviderEvent>> ReadAsync(ReadOnlyMemory<byte> mail, Dictionary<string, object?>? settings = null)
    {
        await using var provider = Provider(settings);
        var result = await ((IReceiveCallbacks)provider).ReceiveAsync(Request(mail), TestLimits.Token);
        return Assert.IsType<CallbackResult.Verified>(result).Events;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);

    public static byte[] Bytes(string mail) => Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\r\n"));

    public static byte[] Postfix(
        string status, string action = "failed", string diagnostic = "smtp; 550 5.1.1 <alice@example.net>: Recipient address rejected: User unknown", string to = Verp, string? envelopeId = null) => Bytes($"""
        Received: by mail.example.com (Postfix) id 4F1; Sat, 21 Nov 2026 17:00:00 +0000 (UTC)
        Date: Sat, 21 Nov 2026 17:00:00 +0000 (UTC)
        From: MAILER-DAEMON@mail.example.com (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: {to}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status;
        	boundary="4F1.1700000000/mail.example.com"
        Message-Id: <20261121170000.4F1@mail.example.com>

        This is a MIME-encapsulated message.

        --4F1.1700000000/mail.example.com
        Content-Description: Notification
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        --4F1.1700000000/mail.example.com
        Content-Description: Delivery report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.com
        X-Postfix-Queue-ID: 4F1
        {(envelopeId is null ? "X-None: 1" : "Original-Envelope-Id: " + envelopeId)}
        Arrival-Date: Sat, 21 Nov 2026 16:59:58 +0000 (UTC)

        Final-Recipient: rfc822; alice@example.net
        Original-Recipient: rfc822;alice@example.net
        Action: {action}
        Status: {status}
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: {diagnostic}

        --4F1.1700000000/mail.example.com
        Content-Description: Undelivered Message Headers
        Content-Type: text/rfc822-headers

        Return-Path: <shop@example.com>
        From: shop@example.com
        To: alice@example.net
        Subject: Order 1042 shipped
        Message-ID: <{(to == Verp || envelopeId is not null ? "somebody.else@example.com" : Id + "@example.com")}>

        --4F1.1700000000/mail.example.com--
        """);

    /// <summary>A report whose parts are all encoded, under a boundary in pieces (RFC 2231); the id stands only in the message returned.</summary>
    public static byte[] Encoded() => Bytes($"""
        From: <postmaster@example.net>
        To: <shop@example.com>
        Content-Type: multipart/report (a report); report-type="delivery-status";
         boundary*0="of-the-"; boundary*1="report"

        --of-the-report
        Content-Type: Message/Delivery-Status; charset=us-ascii
        Content-Transfer-Encoding: base64

        {Base64("Reporting-MTA: dns; example.net\r\n\r\n\r\nFinal-Recipient: rfc822; alice@example.net\r\nAction:\r\n failed\r\nStatus: 5.1.1 (no such user)\r\n")}
        --of-the-report
        Content-Type: message/rfc822
        Content-Transfer-Encoding: BASE64

        {Base64($"From: shop@example.com\r\nMessage-ID:\r\n <{Id}@example.com>\r\n\r\nHello\r\n")}
        --of-the-report--
        """);

    /// <summary>A report about an international address (RFC 6533).</summary>
    public static byte[] International() => Bytes($"""
        From: <postmaster@пример.example>
        To: <почта@пример.example>
        Content-Type: multipart/report; report-type=global-delivery-status; boundary=b

        --b
        Content-Type: message/global-delivery-status

        Reporting-MTA: dns; пример.example

        Final-Recipient: utf-8; жанна@пример.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 нет такого <жанна@пример.example>

        --b
        Content-Type: message/global-headers
        Content-Transfer-Encoding: quoted-printable

        Message-ID: <{Id}=40example.com>

        --b--
        """);

    public static byte[] Exchange() => Bytes($"""
        From: <postmaster@contoso.example>
        To: <{Verp}>
        Date: Sat, 21 Nov 2026 17:00:00 +0000
        Content-Type: multipart/report; report-type=delivery-status; boundary="_000_1b2c_"
        Message-ID: <e1@contoso.example>
        Subject: =?utf-8?B?VW56dXN0ZWxsYmFy?=
        Auto-Submitted: auto-replied

        --_000_1b2c_
        Content-Type: multipart/alternative; differences=Content-Type; boundary="_001_1b2c_"

        --_001_1b2c_
        Content-Type: text/plain; charset="utf-8"
        Content-Transfer-Encoding: quoted-printable

        Ihre Nachricht an alice@contoso.example konnte nicht zugestellt wer=
        den.
        --_001_1b2c_
        Content-Type: text/html; charset="utf-8"
        Content-Transfer-Encoding: base64

        PHA+bmVpbjwvcD4=

        --_001_1b2c_--

        --_000_1b2c_
        Content-Type: message/delivery-status

        Reporting-MTA: dns;AM0PR.eurprd.prod.example
        Received-From-MTA: dns;mail.example.com
        Arrival-Date: Sat, 21 Nov 2026 16:59:59 +0000

        Final-Recipient: rfc822;alice@contoso.example
        Action: failed
        Status: 5.1.10
        Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient alice@contoso.example
         not found by SMTP address lookup
        X-Display-Name: Alice

        --_000_1b2c_
        Content-Type: message/rfc822

        From: shop@example.com
        Message-ID: <{Id}@example.com>

        Hello
        --_000_1b2c_--
        """);

    public static byte[] Gmail() => Bytes($"""
        Delivered-To: {Verp}
        Return-Path: <>
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: {Verp}
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Delay)
        Message-ID: <g1@mx.google.com>
        Date: Sat, 21 Nov 2026 09:00:00 -0800 (PST)
        Content-Type: multipart/report; boundary="0000000000c0"; report-type=delivery-status

        --0000000000c0
        Content-Type: text/plain; charset="UTF-8"

        ** Delivery incomplete **

        --0000000000c0
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.com
        Arrival-Date: Sat, 21 Nov 2026 08:58:00 -0800 (PST)
        X-Original-Message-ID: <{Id}@example.com>

        Final-Recipient: rfc822; alice@example.net
        Action: delayed
        Status: 4.4.1
        Diagnostic-Code: smtp; The recipient server did not accept our requests to connect. [example.net 192.0.2.1: timed out]
        Last-Attempt-Date: Sat, 21 Nov 2026 09:00:00 -0800 (PST)
        Will-Retry-Until: Tue, 24 Nov 2026 08:58:00 -0800 (PST)

        --0000000000c0--
        """);

    public static byte[] Qmail(string to = "shop@example.com") => Bytes($"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example.net
        To: {to}
        Date: 21 Nov 2026 17:00:00 -0000
        Subject: failure notice
        Message-ID: <q1@mx.example.net>

        Hi. This is the qmail-send program at mx.example.net.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <alice@example.net>:
        192.0.2.1 does not like recipient.
        Remote host said: 550 5.1.1 sorry, no mailbox here by that name (#5.1.1 - chkuser)
        Giving up on 192.0.2.1.

        --- Below this line is a copy of the message.

        Return-Path: <shop@example.com>
        From: shop@example.com
        Message-ID: <{Id}@example.com>
        Subject: Order 1042 shipped

        Hello
        """);

    public static byte[] Complaint(string type = "abuse") => Bytes($"""
        From: <feedback@example.net>
        To: <fbl@example.com>
        Date: Sat, 21 Nov 2026 17:00:00 +0000
        Subject: FW: Order 1042 shipped
        Message-ID: <arf1@example.net>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="part"

        --part
        Content-Type: text/plain

        This is an abuse report.

        --part
        Content-Type: message/feedback-report

        Feedback-Type: {type}
        User-Agent: ExampleFBL/1.0
        Version: 1
        Original-Mail-From: <{Verp}>
        Arrival-Date: Sat, 21 Nov 2026 16:59:00 +0000

        --part
        Content-Type: message/rfc822

        From: shop@example.com
        Message-ID: <somebody.else@example.com>

        Hello
        --part--
        """);
}
