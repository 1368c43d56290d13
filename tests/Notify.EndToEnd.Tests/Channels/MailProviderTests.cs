using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Notify.ProviderFakes.SendGrid;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>E-mail through an API: in batches, and with everything that comes back later.</summary>
public sealed class MailProviderTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    [Fact]
    public async Task A_message_is_delivered_when_the_provider_says_so_however_often_it_says_it()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        var url = await AddAccountAsync(sendGrid);
        var user = await AddSubscriberAsync(new { email = $"{Guid.CreateVersion7():N}@example.com" });
        var id = await SendAsync(user, "email");
        await WaitAsync(id, "SENT");
        var mail = Assert.Single(sendGrid.Mails);

        var delivered = Event(mail, "delivered", "e1");
        foreach (var events in new[] { new[] { Event(mail, "processed", "e0"), delivered, delivered }, [delivered] })
        {
            Assert.Equal(200, await TellAsync(sendGrid, url, events));
        }

        await WaitAsync(id, "DELIVERED");
        Assert.Equal(1, await CountEventsAsync(id, "notify.notification.delivered"));
    }

    [Fact]
    public async Task A_hard_bounce_fails_the_message_and_the_address_is_never_used_again_until_it_is_taken_off_the_list()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        var url = await AddAccountAsync(sendGrid);
        var address = $"{Guid.CreateVersion7():N}@example.com";
        var user = await AddSubscriberAsync(new { email = address });
        var id = await SendAsync(user, "email");
        await WaitAsync(id, "SENT");

        Assert.Equal(200, await TellAsync(sendGrid, url, Event(sendGrid.Mails[0], "bounce", "b1", ("type", "bounce"), ("status", "5.1.1"), ("reason", "550 no such user"))));

        await WaitAsync(id, "FAILED");
        Assert.Equal((1, 1), (await CountEventsAsync(id, "notify.email.bounced"), await CountEventsAsync(id, "notify.notification.failed")));
        var suppressed = Assert.Single((await Api.GetAsync("/v1/suppressions")).Body.GetProperty("data").EnumerateArray());
        Assert.Equal((address, "HARD_BOUNCE", "sendgrid"), (suppressed.GetProperty("address").GetString(), suppressed.GetProperty("reason").GetString(), suppressed.GetProperty("source").GetString()));
        var next = await WaitAsync(await SendAsync(user, "email"), "SKIPPED");
        Assert.Equal([("SUPPRESSED", "HARD_BOUNCE")], next.GetProperty("deliveries").EnumerateArray().Select(static d => (d.GetProperty("status").GetString(), d.GetProperty("reason").GetString())));
        Assert.Single(sendGrid.Mails);
        Assert.Equal(204, (await Api.DeleteAsync($"/v1/suppressions/email/{Uri.EscapeDataString(address)}")).Status);
        await WaitAsync(await SendAsync(user, "email"), "SENT");
    }

    [Fact]
    public async Task A_callback_that_is_not_the_providers_changes_nothing()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        var url = await AddAccountAsync(sendGrid);
        var id = await SendAsync(await AddSubscriberAsync(new { email = $"{Guid.CreateVersion7():N}@example.com" }), "email");
        await WaitAsync(id, "SENT");
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new[] { Event(sendGrid.Mails[0], "bounce", "b1", ("type", "bounce")) }));
        var headers = sendGrid.Webhook.Sign(body, TimeProvider.System.GetUtcNow());
        using var stranger = new FakeEventWebhook();

        Assert.Equal((401, "callback-refused"), await PostAsync(url, body, []));
        Assert.Equal((401, "callback-refused"), await PostAsync(url, body, stranger.Sign(body, TimeProvider.System.GetUtcNow())));
        Assert.Equal((401, "callback-refused"), await PostAsync(url, [.. body, (byte)' '], headers));
        Assert.Equal((413, "payload-too-large"), await PostAsync(url, new byte[1024 * 1024 + 1], headers));
        Assert.Equal((404, "not-found"), await PostAsync(new Uri(url, Guid.CreateVersion7().ToString("D")), body, headers));
        Assert.Equal((404, "not-found"), await PostAsync(new Uri(url, "nonsense"), body, headers));

        Assert.Equal("SENT", (await WaitAsync(id, "SENT")).GetProperty("status").GetString());
        Assert.Empty((await Api.GetAsync("/v1/suppressions")).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task A_batch_goes_in_fewer_calls_than_it_has_recipients_and_a_refused_one_fails_alone()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        await AddAccountAsync(sendGrid);
        var users = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => AddSubscriberAsync(new { email = $"user{i}.{Guid.CreateVersion7():N}@example.com" })));

        var answer = await Api.PostAsync("/v1/notifications/batch", new { recipients = users.Select(static userId => new { userId, channel = "email" }), subject = "News", body = "Hello." });
        Assert.Equal(202, answer.Status);
        foreach (var id in answer.Body.GetProperty("notificationIds").EnumerateArray())
        {
            await WaitAsync(id.GetString()!, "SENT");
        }

        Assert.Equal(50, sendGrid.Mails.Select(static mail => mail.To).Distinct().Count());
        Assert.InRange(sendGrid.Sends.Count, 1, 25); // as many as were claimed together go together
    }

    [Fact]
    public async Task Sandbox_mode_is_told_of_every_message_that_went_nowhere()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        await AddAccountAsync(sendGrid, sandboxMode: true);

        var story = await WaitAsync(await SendAsync(await AddSubscriberAsync(new { email = $"{Guid.CreateVersion7():N}@example.com" }), "email"), "SENT");

        Assert.True(story.GetProperty("deliveries")[0].GetProperty("simulated").GetBoolean());
        Assert.Empty(sendGrid.Mails);
        Assert.Single(sendGrid.Sends);
    }

    [Fact]
    public async Task What_the_caller_adds_to_a_mail_arrives()
    {
        await using var sendGrid = Channels.Trust(await SendGridFake.StartAsync(null, Token));
        await AddAccountAsync(sendGrid);
        var overrides = new
        {
            email = new
            {
                from = "billing@example.com",
                fromName = "Billing",
                replyTo = new[] { new { address = "help@example.com" } },
                headers = new Dictionary<string, string> { ["X-Order"] = "1042" },
                unsubscribeUrl = "https://example.com/u/1",
                attachments = new[] { new { fileName = "invoice.txt", contentType = "text/plain", content = Convert.ToBase64String("total: 7"u8) } },
            },
        };

        await WaitAsync(await SendAsync(await AddSubscriberAsync(new { email = $"{Guid.CreateVersion7():N}@example.com" }), "email", overrides), "SENT");

        var sent = sendGrid.Sends[0].Json();
        Assert.Equal("billing@example.com", sent.GetProperty("from").GetProperty("email").GetString());
        Assert.Equal("invoice.txt", sent.GetProperty("attachments")[0].GetProperty("filename").GetString());
        Assert.Contains("1042", sendGrid.Sends[0].Text, StringComparison.Ordinal);
        Assert.Contains("https://example.com/u/1", sendGrid.Sends[0].Text, StringComparison.Ordinal);
    }

    private async Task<Uri> AddAccountAsync(SendGridFake sendGrid, bool sandboxMode = false)
    {
        var made = await AddIntegrationAsync(
            "sendgrid", new { apiKey = SendGridFake.ApiKey, fromEmail = "shop@example.com", webhookPublicKey = sendGrid.Webhook.PublicKey, baseUrl = sendGrid.BaseUrl, sandboxMode });
        return new Uri(made.GetProperty("callbackUrl").GetString()!);
    }

    private static Dictionary<string, object> Event(SentMail mail, string kind, string id, params (string Name, string Value)[] more)
    {
        var told = new Dictionary<string, object>
        {
            ["event"] = kind,
            ["sg_event_id"] = $"{id}-{mail.MessageId}",
            ["sg_message_id"] = $"{mail.MessageId}.recvd",
            ["email"] = mail.To,
            ["timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["notify_delivery_id"] = mail.DeliveryId,
        };
        foreach (var (name, value) in more)
        {
            told[name] = value;
        }

        return told;
    }

    private static async Task<int> TellAsync(SendGridFake sendGrid, Uri url, params Dictionary<string, object>[] events)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(events));
        return (await PostAsync(url, body, sendGrid.Webhook.Sign(body, TimeProvider.System.GetUtcNow()))).Status;
    }

    private static async Task<(int Status, string? Code)> PostAsync(Uri url, byte[] body, Dictionary<string, string> headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return ((int)response.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text).GetProperty("code").GetString() : null);
    }

    private async Task<long> CountEventsAsync(string notificationId, string type)
    {
        await using var command = Channels.Value.Database.CreateCommand("SELECT count(*) FROM delivery.events WHERE notification_id = $1 AND type = $2");
        command.Parameters.Add(new() { Value = Guid.Parse(notificationId) });
        command.Parameters.Add(new() { Value = type });
        return (long)(await command.ExecuteScalarAsync(Token))!; // a count is never null
    }
}
