using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class SendingTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task Answers_202_with_exactly_the_promised_keys_and_formats()
    {
        var user = await Api.AddSubscriberAsync();

        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "email", subject = "Your invoice is ready", body = "Invoice #1042", priority = "normal" });

        Assert.Equal(202, answer.Status);
        Assert.Equal(["channel", "notificationId", "queuedAt", "status"], answer.Keys);
        Assert.Equal("queued", answer.Text("status"));
        Assert.Equal("email", answer.Text("channel"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", answer.Text("queuedAt"));
    }

    [Fact]
    public async Task Delivers_mail_to_the_subscribers_own_address_over_real_SMTP()
    {
        var user = await Api.AddSubscriberAsync();

        var id = await Api.SendAcceptedAsync(user, "email", body: "Invoice #1042 for $250.00 is ready – žluťoučký kůň");
        var status = await Api.WaitForStatusAsync(id, "delivered");

        Assert.Equal(["attempts", "channel", "deliveredAt", "notificationId", "queuedAt", "status"], status.EnumerateObject().Select(static m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal(1, status.GetProperty("attempts").GetInt32());
        Assert.True(status.GetProperty("deliveredAt").GetDateTimeOffset() >= status.GetProperty("queuedAt").GetDateTimeOffset());
        var mail = Assert.Single(Notify.Mailbox.Messages.Snapshot(), mail => mail.To.Contains($"{user}@example.com"));
        Assert.Equal("shop@example.com", mail.From);
    }

    [Fact]
    public async Task Needs_only_user_channel_and_body_and_takes_normal_as_priority()
    {
        var user = await Api.AddSubscriberAsync();

        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "Short" });

        Assert.Equal(202, answer.Status);
        await Api.WaitForStatusAsync(answer.Text("notificationId"), "delivered");
    }

    [Fact]
    public async Task Answers_at_once_while_the_provider_hangs_and_shows_all_four_statuses_on_the_way()
    {
        var user = await Api.AddSubscriberAsync();
        var text = $"gate {user}";
        var gate = new TaskCompletionSource();
        Notify.Provider.When(text, message => message.Attempt switch
        {
            1 => new("accept", Gate: gate.Task),
            _ => new("accept"),
        });

        var id = await Api.SendAcceptedAsync(user, body: text);
        await Api.WaitForStatusAsync(id, "sending");
        gate.SetResult();
        await Api.WaitForStatusAsync(id, "delivered");

        Notify.Provider.When($"no {user}", "reject");
        var refused = await Api.SendAcceptedAsync(user, body: $"no {user}");
        await Api.WaitForStatusAsync(refused, "failed");
        var later = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "later", sendAt = DateTimeOffset.UtcNow.AddDays(20) });
        Assert.Equal("queued", (await Api.GetAsync($"/v1/notifications/{later.Text("notificationId")}")).Text("status"));
    }

    [Fact]
    public async Task Keeps_nested_metadata_and_never_sends_it_to_the_recipient()
    {
        var user = await Api.AddSubscriberAsync();
        var metadata = new { order_id = "123", nested = new { list = new object[] { 1, "two", null! }, odd = "\u0000\"<ž>" } };

        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"meta {user}", metadata });
        var status = await Api.WaitForStatusAsync(answer.Text("notificationId"), "delivered");

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(metadata), System.Text.Json.JsonSerializer.Serialize(status.GetProperty("metadata")));
        Assert.Equal($"meta {user}", Assert.Single(Notify.Provider.MessagesLike($"meta {user}")).Text);
    }

    [Fact]
    public async Task Refuses_a_channel_that_nobody_serves_until_its_plugin_is_dropped_in()
    {
        var user = await Api.AddSubscriberAsync();
        await Api.PutAsync($"/v1/subscribers/{user}", new { channels = new { telegram = "chat-7" } });
        var message = new { userId = user, channel = "telegram", body = $"telegram {user}" };

        var refused = await Api.PostAsync("/v1/notifications", message);
        Assert.Equal((400, "CHANNEL_NOT_FOUND"), (refused.Status, refused.Code));
        Assert.Empty((await Api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());

        Installation.CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Telegram"), Path.Combine(Notify.PluginFolder, "Telegram"));
        await Eventually.GetAsync(
            () => Api.PostAsync("/v1/integrations", new { provider = "telegram", identifier = "telegram", settings = new { baseUrl = Notify.Provider.Address.ToString() } }),
            static answer => answer.Status is 201 or 409);
        var accepted = await Eventually.GetAsync(() => Api.PostAsync("/v1/notifications", message), static answer => answer.Status == 202);
        await Api.WaitForStatusAsync(accepted.Text("notificationId"), "delivered");
        Assert.Equal("chat-7", Notify.Provider.MessagesLike($"telegram {user}")[0].Address);
    }

    [Fact]
    public async Task Ends_as_failed_with_the_reason_when_the_subscriber_has_no_address_on_the_channel()
    {
        await Api.PutAsync("/v1/subscribers/nobody", new { email = "nobody@example.com" });

        var id = await Api.SendAcceptedAsync("nobody", "sms");
        var status = await Api.WaitForStatusAsync(id, "failed");

        Assert.Equal("NO_ENDPOINT", status.GetProperty("reason").GetString());
        Assert.Equal(0, status.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Drops_the_subject_for_text_messages_and_demands_it_for_mail()
    {
        var user = await Api.AddSubscriberAsync();

        var mail = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "email", body = "No subject" });
        var text = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", subject = "Dropped", body = $"plain {user}" });

        Assert.Equal((400, "validation-error"), (mail.Status, mail.Code));
        Assert.Equal("/subject", mail.Body.GetProperty("errors")[0].GetProperty("path").GetString());
        await Api.WaitForStatusAsync(text.Text("notificationId"), "delivered");
        Assert.Equal($"plain {user}", Assert.Single(Notify.Provider.MessagesLike($"plain {user}")).Text);
    }

    [Fact]
    public async Task Sends_a_scheduled_message_when_its_time_has_come_and_not_before()
    {
        var user = await Api.AddSubscriberAsync();
        var now = (await Notify.Api.PostAsync("/v1/testing/clock", new { advanceSeconds = 0 })).Body.GetProperty("now").GetDateTimeOffset();
        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"at {user}", sendAt = now.AddHours(1) });
        var id = answer.Text("notificationId");

        await Notify.AdvanceClockAsync(TimeSpan.FromMinutes(59));
        var control = await Api.SendAcceptedAsync(user); // went all the way after the clock moved, so a wrong timer would have fired
        await Api.WaitForStatusAsync(control, "delivered");
        Assert.Equal("queued", (await Api.GetAsync($"/v1/notifications/{id}")).Text("status"));

        await Notify.AdvanceClockAsync(TimeSpan.FromMinutes(2));
        await Api.WaitForStatusAsync(id, "delivered");
        Assert.Single(Notify.Provider.MessagesLike($"at {user}"));
    }

    [Fact]
    public async Task Posts_a_signed_webhook_to_the_subscribers_own_address()
    {
        var user = $"user-{Guid.CreateVersion7():N}";
        await Api.PutAsync($"/v1/subscribers/{user}", new { webhookUrl = new Uri(Notify.Provider.Address, $"/hooks/{user}").ToString() });

        var id = await Api.SendAcceptedAsync(user, "webhook", body: "Order 1042 shipped");
        await Api.WaitForStatusAsync(id, "delivered");

        var call = Assert.Single(Notify.Provider.Calls, call => call.Name == user);
        Assert.Equal(id, call.Body.GetProperty("data").GetProperty("notificationId").GetString());
        Assert.Equal("Order 1042 shipped", call.Body.GetProperty("data").GetProperty("body").GetString());
        var attempt = (await Api.WaitForAttemptsAsync(id, 1))[0];
        Assert.Equal(attempt.GetProperty("deliveryId").GetString(), call.Headers["webhook-id"]);
    }

    [Fact]
    public async Task A_TEST_key_simulates_and_a_TEAM_key_reaches_guests_only()
    {
        using var test = await Notify.CreateEnvironmentAsync("TEST");
        var user = await test.AddSubscriberAsync();
        var simulated = await test.SendAcceptedAsync(user, body: $"simulated {user}");
        var status = await test.WaitForStatusAsync(simulated, "delivered");
        Assert.True(status.GetProperty("simulated").GetBoolean());
        Assert.Empty(Notify.Provider.MessagesLike($"simulated {user}"));

        using var team = await Notify.CreateEnvironmentAsync("TEAM");
        var stranger = await team.AddSubscriberAsync();
        var refused = await team.PostAsync("/v1/notifications", new { userId = stranger, channel = "sms", body = "Hello" });
        Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
    }
}
