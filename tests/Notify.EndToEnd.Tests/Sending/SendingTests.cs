using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class SendingTests(SharedInstallation shared) : IAsyncLifetime
{
    private readonly Installation notify = shared.Value;
    private Api api = null!; // made before each test

    public async ValueTask InitializeAsync() => api = await notify.CreateEnvironmentAsync();

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Answers_202_with_exactly_the_promised_keys_and_formats()
    {
        var user = await api.AddSubscriberAsync();

        var answer = await api.PostAsync("/v1/notifications", new { userId = user, channel = "email", subject = "Your invoice is ready", body = "Invoice #1042", priority = "normal" });

        Assert.Equal(202, answer.Status);
        Assert.Equal(["channel", "notificationId", "queuedAt", "status"], answer.Keys);
        Assert.Equal("queued", answer.Text("status"));
        Assert.Equal("email", answer.Text("channel"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", answer.Text("queuedAt"));
    }

    [Fact]
    public async Task Delivers_mail_to_the_subscribers_own_address_over_real_SMTP()
    {
        var user = await api.AddSubscriberAsync();

        var id = await api.SendAcceptedAsync(user, "email", body: "Invoice #1042 for $250.00 is ready – žluťoučký kůň");
        var status = await api.WaitForStatusAsync(id, "delivered");

        Assert.Equal(["attempts", "channel", "deliveredAt", "notificationId", "queuedAt", "status"], status.EnumerateObject().Select(static m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, status.GetProperty("attempts").GetInt32());
        Assert.True(status.GetProperty("deliveredAt").GetDateTimeOffset() >= status.GetProperty("queuedAt").GetDateTimeOffset());
        var mail = Assert.Single(notify.Mailbox.Messages.Snapshot(), mail => mail.To.Contains($"{user}@example.com"));
        Assert.Equal("shop@example.com", mail.From);
    }

    [Fact]
    public async Task Needs_only_user_channel_and_body_and_takes_normal_as_priority()
    {
        var user = await api.AddSubscriberAsync();

        var answer = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "Short" });

        Assert.Equal(202, answer.Status);
        await api.WaitForStatusAsync(answer.Text("notificationId"), "delivered");
    }

    [Fact]
    public async Task Answers_at_once_while_the_provider_hangs_and_shows_all_four_statuses_on_the_way()
    {
        var user = await api.AddSubscriberAsync();
        var text = $"gate {user}";
        var gate = new TaskCompletionSource();
        notify.Provider.When(text, message => message.Attempt switch
        {
            1 => new("accept", Gate: gate.Task),
            _ => new("accept"),
        });

        var id = await api.SendAcceptedAsync(user, body: text);
        await api.WaitForStatusAsync(id, "sending");
        gate.SetResult();
        await api.WaitForStatusAsync(id, "delivered");

        notify.Provider.When($"no {user}", "reject");
        var refused = await api.SendAcceptedAsync(user, body: $"no {user}");
        await api.WaitForStatusAsync(refused, "failed");
        var later = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "later", sendAt = DateTimeOffset.UtcNow.AddDays(20) });
        Assert.Equal("queued", (await api.GetAsync($"/v1/notifications/{later.Text("notificationId")}")).Text("status"));
    }

    [Fact]
    public async Task Keeps_nested_metadata_and_never_sends_it_to_the_recipient()
    {
        var user = await api.AddSubscriberAsync();
        var metadata = new { order_id = "123", nested = new { list = new object[] { 1, "two", null! }, odd = "\u0000\"<ž>" } };

        var answer = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"meta {user}", metadata });
        var status = await api.WaitForStatusAsync(answer.Text("notificationId"), "delivered");

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(metadata), System.Text.Json.JsonSerializer.Serialize(status.GetProperty("metadata")));
        Assert.Equal($"meta {user}", Assert.Single(notify.Provider.MessagesLike($"meta {user}")).Text);
    }

    [Fact]
    public async Task Refuses_a_channel_that_nobody_serves_until_its_plugin_is_dropped_in()
    {
        var user = await api.AddSubscriberAsync();
        await api.PutAsync($"/v1/subscribers/{user}", new { channels = new { telegram = "chat-7" } });
        var message = new { userId = user, channel = "telegram", body = $"telegram {user}" };

        var refused = await api.PostAsync("/v1/notifications", message);
        Assert.Equal((400, "CHANNEL_NOT_FOUND"), (refused.Status, refused.Code));
        Assert.Empty((await api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());

        Installation.CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Telegram"), Path.Combine(notify.PluginFolder, "Telegram"));
        await Eventually.GetAsync(
            () => api.PostAsync("/v1/integrations", new { provider = "telegram", identifier = "telegram", settings = new { baseUrl = notify.Provider.Address.ToString() } }),
            static answer => answer.Status is 201 or 409);
        var accepted = await Eventually.GetAsync(() => api.PostAsync("/v1/notifications", message), static answer => answer.Status == 202);
        await api.WaitForStatusAsync(accepted.Text("notificationId"), "delivered");
        Assert.Equal("chat-7", notify.Provider.MessagesLike($"telegram {user}")[0].Address);
    }

    [Fact]
    public async Task Ends_as_failed_with_the_reason_when_the_subscriber_has_no_address_on_the_channel()
    {
        await api.PutAsync("/v1/subscribers/nobody", new { email = "nobody@example.com" });

        var id = await api.SendAcceptedAsync("nobody", "sms");
        var status = await api.WaitForStatusAsync(id, "failed");

        Assert.Equal("NO_ENDPOINT", status.GetProperty("reason").GetString());
        Assert.Equal(0, status.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Drops_the_subject_for_text_messages_and_demands_it_for_mail()
    {
        var user = await api.AddSubscriberAsync();

        var mail = await api.PostAsync("/v1/notifications", new { userId = user, channel = "email", body = "No subject" });
        var text = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", subject = "Dropped", body = $"plain {user}" });

        Assert.Equal((400, "validation-error"), (mail.Status, mail.Code));
        Assert.Equal("/subject", mail.Body.GetProperty("errors")[0].GetProperty("path").GetString());
        await api.WaitForStatusAsync(text.Text("notificationId"), "delivered");
        Assert.Equal($"plain {user}", Assert.Single(notify.Provider.MessagesLike($"plain {user}")).Text);
    }

    [Fact]
    public async Task Sends_a_scheduled_message_when_its_time_has_come_and_not_before()
    {
        var user = await api.AddSubscriberAsync();
        var now = (await notify.Api.PostAsync("/v1/testing/clock", new { advanceSeconds = 0 })).Body.GetProperty("now").GetDateTimeOffset();
        var answer = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"at {user}", sendAt = now.AddHours(1) });
        var id = answer.Text("notificationId");

        await notify.AdvanceClockAsync(TimeSpan.FromMinutes(59));
        var control = await api.SendAcceptedAsync(user); // went all the way after the clock moved, so a wrong timer would have fired
        await api.WaitForStatusAsync(control, "delivered");
        Assert.Equal("queued", (await api.GetAsync($"/v1/notifications/{id}")).Text("status"));

        await notify.AdvanceClockAsync(TimeSpan.FromMinutes(2));
        await api.WaitForStatusAsync(id, "delivered");
        Assert.Single(notify.Provider.MessagesLike($"at {user}"));
    }

    [Fact]
    public async Task Posts_a_signed_webhook_to_the_subscribers_own_address()
    {
        var user = $"user-{Guid.CreateVersion7():N}";
        await api.PutAsync($"/v1/subscribers/{user}", new { webhookUrl = new Uri(notify.Provider.Address, $"/hooks/{user}").ToString() });

        var id = await api.SendAcceptedAsync(user, "webhook", body: "Order 1042 shipped");
        await api.WaitForStatusAsync(id, "delivered");

        var call = Assert.Single(notify.Provider.Calls, call => call.Name == user);
        Assert.Equal(id, call.Body.GetProperty("data").GetProperty("notificationId").GetString());
        Assert.Equal("Order 1042 shipped", call.Body.GetProperty("data").GetProperty("body").GetString());
        var attempt = (await api.WaitForAttemptsAsync(id, 1))[0];
        Assert.Equal(attempt.GetProperty("deliveryId").GetString(), call.Headers["webhook-id"]);
    }

    [Fact]
    public async Task A_TEST_key_simulates_and_a_TEAM_key_reaches_guests_only()
    {
        using var test = await notify.CreateEnvironmentAsync("TEST");
        var user = await test.AddSubscriberAsync();
        var simulated = await test.SendAcceptedAsync(user, body: $"simulated {user}");
        var status = await test.WaitForStatusAsync(simulated, "delivered");
        Assert.True(status.GetProperty("simulated").GetBoolean());
        Assert.Empty(notify.Provider.MessagesLike($"simulated {user}"));

        using var team = await notify.CreateEnvironmentAsync("TEAM");
        var stranger = await team.AddSubscriberAsync();
        var refused = await team.PostAsync("/v1/notifications", new { userId = stranger, channel = "sms", body = "Hello" });
        Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
    }
}
