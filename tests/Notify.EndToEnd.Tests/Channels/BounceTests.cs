using System.Net.Http.Headers;
using System.Text;
using Notify.Mailbox;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>Mail that comes back: posted to the gateway as it was received, it fails the message and spares the address.</summary>
public sealed class BounceTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    private const string Identifier = "mail-with-bounces";
    private const string Secret = "b0unce-s3cret-of-the-shop";

    [Fact]
    public async Task A_bounce_fails_the_message_and_the_address_is_not_used_again()
    {
        var (url, address, user, id, mail) = await SendOneAsync();
        var report = Report(mail.From, "failed", "5.1.1");

        Assert.Equal(401, await PostAsync(url, report, "wrong"));
        Assert.Equal(200, await PostAsync(url, report, Secret));
        Assert.Equal(200, await PostAsync(url, report, Secret));

        await WaitAsync(id, "FAILED");
        Assert.Equal(1, await CountEventsAsync(id, "notify.email.bounced"));
        var suppressed = Assert.Single((await Api.GetAsync("/v1/suppressions")).Body.GetProperty("data").EnumerateArray());
        Assert.Equal((address, "HARD_BOUNCE", Identifier), (suppressed.GetProperty("address").GetString(), suppressed.GetProperty("reason").GetString(), suppressed.GetProperty("source").GetString()));
        Assert.Equal(["HARD_BOUNCE"], Texts(await WaitAsync(await SendAsync(user, "email"), "SKIPPED"), "reason"));
    }

    [Fact]
    public async Task A_receipt_delivers_the_message_and_an_automatic_reply_changes_nothing()
    {
        var (url, _, _, id, mail) = await SendOneAsync();

        Assert.Equal(200, await PostAsync(url, $"From: alice@example.com\r\nTo: {mail.From}\r\nAuto-Submitted: auto-replied\r\nSubject: Away\r\n\r\nUntil Monday.\r\n", Secret));
        Assert.Equal(200, await PostAsync(url, Report(mail.From, "delivered", "2.0.0"), Secret));

        await WaitAsync(id, "DELIVERED");
        Assert.Empty((await Api.GetAsync("/v1/suppressions")).Body.GetProperty("data").EnumerateArray());
    }

    private async Task<(Uri Url, string Address, string User, string Id, ReceivedMail Mail)> SendOneAsync()
    {
        var made = await AddIntegrationAsync("smtp", new
        {
            host = "127.0.0.1",
            port = Channels.Value.Mailbox.SmtpPort,
            useTls = false,
            fromEmail = "shop@example.com",
            bounceAddress = "bounces@example.com",
            bounceSecret = Secret,
        }, identifier: Identifier);
        var address = $"{Guid.CreateVersion7():N}@example.com";
        var user = await AddSubscriberAsync(new { email = address });
        var id = await SendAsync(user, "email");
        await WaitAsync(id, "SENT");
        var mail = Assert.Single(Channels.Value.Mailbox.Messages.Snapshot(), mail => mail.To[0] == address);
        Assert.Matches("^bounces\\+[0-9a-f-]{36}@example\\.com$", mail.From);
        return (new Uri(made.GetProperty("callbackUrl").GetString()!), address, user, id, mail);
    }

    /// <summary>A report as a mail server writes it (RFC 3464), sent to where bounces go.</summary>
    private static string Report(string bounces, string action, string status) =>
        $"""
        From: MAILER-DAEMON@mx.example.com
        To: {bounces}
        Date: {TimeProvider.System.GetUtcNow():r}
        Message-ID: <{action}.{bounces}>
        Subject: Delivery Status Notification
        Content-Type: multipart/report; report-type=delivery-status; boundary="of-the-report"

        --of-the-report
        Content-Type: text/plain

        What became of your mail.

        --of-the-report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.com

        Final-Recipient: rfc822; somebody@example.com
        Action: {action}
        Status: {status}

        --of-the-report--

        """.ReplaceLineEndings("\r\n");

    private static async Task<int> PostAsync(Uri url, string mail, string secret)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var response = await client.SendAsync(request, Token);
        return (int)response.StatusCode;
    }

    private async Task<long> CountEventsAsync(string notificationId, string type)
    {
        await using var command = Channels.Value.Database.CreateCommand("SELECT count(*) FROM delivery.events WHERE notification_id = $1 AND type = $2");
        command.Parameters.Add(new() { Value = Guid.Parse(notificationId) });
        command.Parameters.Add(new() { Value = type });
        return (long)(await command.ExecuteScalarAsync(Token))!; // a count is never null
    }
}
