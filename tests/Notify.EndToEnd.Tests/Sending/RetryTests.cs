using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class RetryTests(SharedInstallation shared) : IAsyncLifetime
{
    private static readonly TimeSpan[] StandardGaps = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(240)];
    private readonly Installation notify = shared.Value;
    private Api api = null!; // made before each test

    public async ValueTask InitializeAsync() => api = await notify.CreateEnvironmentAsync();

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Tries_five_times_with_growing_gaps_then_fails_and_a_person_may_go_on()
    {
        var user = await api.AddSubscriberAsync();
        var text = $"throw {user}";
        notify.Provider.When(text, "throw");
        var id = await api.SendAcceptedAsync(user, body: text);

        var attempts = await FailToTheEndAsync(id);

        Assert.Equal(5, attempts.Length);
        for (var i = 0; i < StandardGaps.Length; i++)
        {
            var gap = attempts[i + 1].GetProperty("startedAt").GetDateTimeOffset() - attempts[i].GetProperty("finishedAt").GetDateTimeOffset();
            Assert.True(gap >= StandardGaps[i] * 0.9, $"attempt {i + 2} came {gap} after attempt {i + 1}");
        }

        Assert.Single(notify.Provider.MessagesLike(text).Select(static message => message.DeliveryId).Distinct());
        Assert.Equal([1, 2, 3, 4, 5], notify.Provider.MessagesLike(text).Select(static message => message.Attempt));

        // Manual retries: outside the count, one attempt each, the same notification.
        for (var expected = 6; expected <= 8; expected++)
        {
            var retry = await api.PostAsync($"/v1/notifications/{id}/retry");
            Assert.Equal((202, "queued", expected), (retry.Status, retry.Text("status"), retry.Body.GetProperty("attempt").GetInt32()));
            await api.WaitForAttemptsAsync(id, expected);
            await api.WaitForStatusAsync(id, "failed");
        }

        Assert.Contains(id, await FailedIdsAsync());
        notify.Provider.When(text, "accept");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => api.PostAsync($"/v1/notifications/{id}/retry")));
        var status = await api.WaitForStatusAsync(id, "delivered");
        Assert.Equal(9, status.GetProperty("attempts").GetInt32());
        Assert.All(answers, static answer => Assert.True(answer.Status == 202 || answer.Code == "already-delivered", answer.ToString()));
        Assert.All(answers.Where(static answer => answer.Status == 202), static answer => Assert.Equal(9, answer.Body.GetProperty("attempt").GetInt32()));
        Assert.DoesNotContain(id, await FailedIdsAsync());

        var late = await api.PostAsync($"/v1/notifications/{id}/retry");
        Assert.Equal((409, "already-delivered"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Two_failures_then_success_count_three_attempts()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"third {user}", message => new(message.Attempt < 3 ? "transient" : "accept"));
        var id = await api.SendAcceptedAsync(user, body: $"third {user}");

        await api.WaitForAttemptsAsync(id, 1);
        await notify.AdvanceClockAsync(TimeSpan.FromSeconds(34));
        await api.WaitForAttemptsAsync(id, 2);
        await notify.AdvanceClockAsync(TimeSpan.FromSeconds(67));
        var status = await api.WaitForStatusAsync(id, "delivered");

        Assert.Equal(3, status.GetProperty("attempts").GetInt32());
        Assert.True(status.GetProperty("deliveredAt").GetDateTimeOffset() >= status.GetProperty("queuedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Waits_at_least_as_long_as_the_provider_asks()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"slow {user}", message => message.Attempt == 1 ? new("throttle", RetryAfterSeconds: 600) : new("accept"));
        var id = await api.SendAcceptedAsync(user, body: $"slow {user}");

        await api.WaitForAttemptsAsync(id, 1);
        await notify.AdvanceClockAsync(TimeSpan.FromSeconds(590));
        await api.WaitForStatusAsync(await api.SendAcceptedAsync(user), "delivered"); // all the way, after the clock moved
        Assert.Single(notify.Provider.MessagesLike($"slow {user}"));
        await notify.AdvanceClockAsync(TimeSpan.FromSeconds(15));
        await api.WaitForStatusAsync(id, "delivered");
    }

    [Theory]
    [InlineData("reject", "permanent", 1)]
    [InlineData("gone", "invalid_recipient", 1)]
    public async Task A_permanent_answer_is_not_retried(string outcome, string recorded, int attempts)
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"{outcome} {user}", outcome);
        var id = await api.SendAcceptedAsync(user, body: $"{outcome} {user}");

        var status = await api.WaitForStatusAsync(id, "failed");

        Assert.Equal(attempts, status.GetProperty("attempts").GetInt32());
        Assert.Equal(recorded, (await api.WaitForAttemptsAsync(id, 1))[0].GetProperty("outcome").GetString());
        var next = await api.SendAcceptedAsync(user, body: "next");
        var after = outcome == "gone" ? await api.WaitForStatusAsync(next, "failed") : await api.WaitForStatusAsync(next, "delivered");
        Assert.Equal(outcome == "gone" ? "NO_ENDPOINT" : null, after.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }

    [Fact]
    public async Task Gives_up_when_the_deadline_comes_before_the_next_attempt()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"late {user}", "transient");
        var now = (await notify.Api.PostAsync("/v1/testing/clock", new { advanceSeconds = 0 })).Body.GetProperty("now").GetDateTimeOffset();
        var answer = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"late {user}", deadline = now.AddSeconds(10) });

        var status = await api.WaitForStatusAsync(answer.Text("notificationId"), "failed");

        Assert.Equal(1, status.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task An_integration_that_does_not_work_hands_over_to_the_next_at_once()
    {
        var user = await api.AddSubscriberAsync();
        await api.PostAsync("/v1/integrations", new { provider = "relay", identifier = "broken", primary = true, settings = new { baseUrl = $"http://127.0.0.1:{Ports.Free()}" } });
        var first = (await api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("identifier").GetString() == "relay");
        Assert.False(first.GetProperty("primary").GetBoolean());
        notify.Provider.When($"config {user}", message => new(message.Attempt == 1 ? "misconfigured" : "accept"));
        var broken = (await api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("identifier").GetString() == "broken");
        await api.PatchAsync($"/v1/integrations/{broken.GetProperty("id").GetString()}", new { settings = new { baseUrl = notify.Provider.Address.ToString() } });

        var id = await api.SendAcceptedAsync(user, body: $"config {user}");
        await api.WaitForStatusAsync(id, "delivered");

        var attempts = await api.WaitForAttemptsAsync(id, 2);
        Assert.Equal("misconfigured", attempts[0].GetProperty("outcome").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), attempts[1].GetProperty("integrationId").GetString());
    }

    [Fact]
    public async Task A_message_that_may_have_been_sent_is_held_or_sent_again_as_the_integration_says()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"maybe {user}", message => new(message.Attempt == 1 ? "ambiguous" : "accept"));
        var again = await api.SendAcceptedAsync(user, body: $"maybe {user}");
        await api.WaitForAttemptsAsync(again, 1);
        await notify.AdvanceClockAsync(TimeSpan.FromSeconds(34));
        await api.WaitForStatusAsync(again, "delivered");

        var relay = (await api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("provider").GetString() == "relay");
        await api.PatchAsync($"/v1/integrations/{relay.GetProperty("id").GetString()}", new { onAmbiguous = "hold" });
        var id = await Eventually.GetAsync(
            async () =>
            {
                notify.Provider.When($"held {user}", "ambiguous");
                return await api.WaitForStatusOneOfAsync(await api.SendAcceptedAsync(user, body: $"held {user}"));
            }, static status => status.GetProperty("status").GetString() == "failed"); // the dispatcher may use what it knew for two seconds more
        Assert.Equal("AMBIGUOUS", id.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_cancelled_message_is_never_sent_and_a_sent_one_cannot_be_cancelled()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"cancel {user}", "transient");
        var waiting = await api.SendAcceptedAsync(user, body: $"cancel {user}");
        await api.WaitForAttemptsAsync(waiting, 1);

        var cancelled = await api.PostAsync($"/v1/notifications/{waiting}/cancel");
        await notify.AdvanceClockAsync(TimeSpan.FromMinutes(1));
        var sent = await api.SendAcceptedAsync(user);
        await api.WaitForStatusAsync(sent, "delivered");

        Assert.Equal((200, "failed", "CANCELLED"), (cancelled.Status, cancelled.Text("status"), cancelled.Text("reason")));
        Assert.Single(notify.Provider.MessagesLike($"cancel {user}"));
        Assert.Equal(409, (await api.PostAsync($"/v1/notifications/{sent}/cancel")).Status);
    }

    private async Task<JsonElement[]> FailToTheEndAsync(string id)
    {
        for (var attempt = 1; attempt <= StandardGaps.Length; attempt++)
        {
            await api.WaitForAttemptsAsync(id, attempt);
            await notify.AdvanceClockAsync(StandardGaps[attempt - 1] * 1.1 + TimeSpan.FromSeconds(1));
        }

        await api.WaitForStatusAsync(id, "failed");
        return [.. (await api.WaitForAttemptsAsync(id, StandardGaps.Length + 1)).EnumerateArray()];
    }

    private async Task<string[]> FailedIdsAsync() =>
        [.. (await api.GetAsync("/v1/notifications/failed?limit=20")).Body.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("notificationId").GetString()!)];
}
