using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class RetryTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    private static readonly TimeSpan[] StandardGaps = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(120), TimeSpan.FromSeconds(240)];
    [Fact]
    public async Task Tries_five_times_with_growing_gaps_then_fails_and_a_person_may_go_on()
    {
        var user = await Api.AddSubscriberAsync();
        var text = $"throw {user}";
        Notify.Provider.When(text, "throw");
        var id = await Api.SendAcceptedAsync(user, body: text);

        var attempts = await FailToTheEndAsync(id);

        Assert.Equal(5, attempts.Length);
        for (var i = 0; i < StandardGaps.Length; i++)
        {
            var gap = attempts[i + 1].GetProperty("startedAt").GetDateTimeOffset() - attempts[i].GetProperty("finishedAt").GetDateTimeOffset();
            Assert.True(gap >= StandardGaps[i] * 0.9, $"attempt {i + 2} came {gap} after attempt {i + 1}");
        }

        Assert.Single(Notify.Provider.MessagesLike(text).Select(static message => message.DeliveryId).Distinct());
        Assert.Equal([1, 2, 3, 4, 5], Notify.Provider.MessagesLike(text).Select(static message => message.Attempt));

        // Manual retries: outside the count, one attempt each, the same notification.
        for (var expected = 6; expected <= 8; expected++)
        {
            var retry = await Api.PostAsync($"/v1/notifications/{id}/retry");
            Assert.Equal((202, "queued", expected), (retry.Status, retry.Text("status"), retry.Body.GetProperty("attempt").GetInt32()));
            await Api.WaitForAttemptsAsync(id, expected);
            await Api.WaitForStatusAsync(id, "failed");
        }

        Assert.Contains(id, await FailedIdsAsync());
        Notify.Provider.When(text, "accept");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Api.PostAsync($"/v1/notifications/{id}/retry")));
        var status = await Api.WaitForStatusAsync(id, "delivered");
        Assert.Equal(9, status.GetProperty("attempts").GetInt32());
        Assert.All(answers, static answer => Assert.True(answer.Status == 202 || answer.Code == "already-delivered", answer.ToString()));
        Assert.All(answers.Where(static answer => answer.Status == 202), static answer => Assert.Equal(9, answer.Body.GetProperty("attempt").GetInt32()));
        Assert.DoesNotContain(id, await FailedIdsAsync());

        var late = await Api.PostAsync($"/v1/notifications/{id}/retry");
        Assert.Equal((409, "already-delivered"), (late.Status, late.Code));
    }

    [Fact]
    public async Task Two_failures_then_success_count_three_attempts()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"third {user}", message => new(message.Attempt < 3 ? "transient" : "accept"));
        var id = await Api.SendAcceptedAsync(user, body: $"third {user}");

        await Api.WaitForAttemptsAsync(id, 1);
        await Notify.AdvanceClockAsync(TimeSpan.FromSeconds(34));
        await Api.WaitForAttemptsAsync(id, 2);
        await Notify.AdvanceClockAsync(TimeSpan.FromSeconds(67));
        var status = await Api.WaitForStatusAsync(id, "delivered");

        Assert.Equal(3, status.GetProperty("attempts").GetInt32());
        Assert.True(status.GetProperty("deliveredAt").GetDateTimeOffset() >= status.GetProperty("queuedAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Waits_at_least_as_long_as_the_provider_asks()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"slow {user}", message => message.Attempt == 1 ? new("throttle", RetryAfterSeconds: 600) : new("accept"));
        var id = await Api.SendAcceptedAsync(user, body: $"slow {user}");

        await Api.WaitForAttemptsAsync(id, 1);
        await Notify.AdvanceClockAsync(TimeSpan.FromSeconds(590));
        await Api.WaitForStatusAsync(await Api.SendAcceptedAsync(user), "delivered"); // all the way, after the clock moved
        Assert.Single(Notify.Provider.MessagesLike($"slow {user}"));
        await Notify.AdvanceClockAsync(TimeSpan.FromSeconds(15));
        await Api.WaitForStatusAsync(id, "delivered");
    }

    [Theory]
    [InlineData("reject", "permanent", 1)]
    [InlineData("gone", "invalid_recipient", 1)]
    public async Task A_permanent_answer_is_not_retried(string outcome, string recorded, int attempts)
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"{outcome} {user}", outcome);
        var id = await Api.SendAcceptedAsync(user, body: $"{outcome} {user}");

        var status = await Api.WaitForStatusAsync(id, "failed");

        Assert.Equal(attempts, status.GetProperty("attempts").GetInt32());
        Assert.Equal(recorded, (await Api.WaitForAttemptsAsync(id, 1))[0].GetProperty("outcome").GetString());
        var next = await Api.SendAcceptedAsync(user, body: "next");
        var after = outcome == "gone" ? await Api.WaitForStatusAsync(next, "failed") : await Api.WaitForStatusAsync(next, "delivered");
        Assert.Equal(outcome == "gone" ? "NO_ENDPOINT" : null, after.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }

    [Fact]
    public async Task Gives_up_when_the_deadline_comes_before_the_next_attempt()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"late {user}", "transient");
        var now = (await Notify.Api.PostAsync("/v1/testing/clock", new { advanceSeconds = 0 })).Body.GetProperty("now").GetDateTimeOffset();
        var answer = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = $"late {user}", deadline = now.AddSeconds(10) });

        var status = await Api.WaitForStatusAsync(answer.Text("notificationId"), "failed");

        Assert.Equal(1, status.GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task An_integration_that_does_not_work_hands_over_to_the_next_at_once()
    {
        var user = await Api.AddSubscriberAsync();
        await Api.PostAsync("/v1/integrations", new { provider = "relay", identifier = "broken", primary = true, settings = new { baseUrl = $"http://127.0.0.1:{Ports.Free()}" } });
        var first = (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("identifier").GetString() == "relay");
        Assert.False(first.GetProperty("primary").GetBoolean());
        Notify.Provider.When($"config {user}", message => new(message.Attempt == 1 ? "misconfigured" : "accept"));
        var broken = (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("identifier").GetString() == "broken");
        await Api.PatchAsync($"/v1/integrations/{broken.GetProperty("id").GetString()}", new { settings = new { baseUrl = Notify.Provider.Address.ToString() } });

        var id = await Api.SendAcceptedAsync(user, body: $"config {user}");
        await Api.WaitForStatusAsync(id, "delivered");

        var attempts = await Api.WaitForAttemptsAsync(id, 2);
        Assert.Equal("misconfigured", attempts[0].GetProperty("outcome").GetString());
        Assert.Equal(first.GetProperty("id").GetString(), attempts[1].GetProperty("integrationId").GetString());
    }

    [Fact]
    public async Task A_message_that_may_have_been_sent_is_held_or_sent_again_as_the_integration_says()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"maybe {user}", message => new(message.Attempt == 1 ? "ambiguous" : "accept"));
        var again = await Api.SendAcceptedAsync(user, body: $"maybe {user}");
        await Api.WaitForAttemptsAsync(again, 1);
        await Notify.AdvanceClockAsync(TimeSpan.FromSeconds(34));
        await Api.WaitForStatusAsync(again, "delivered");

        var relay = (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().Single(static i => i.GetProperty("provider").GetString() == "relay");
        await Api.PatchAsync($"/v1/integrations/{relay.GetProperty("id").GetString()}", new { onAmbiguous = "hold" });
        var id = await Eventually.GetAsync(
            async () =>
            {
                Notify.Provider.When($"held {user}", "ambiguous");
                return await Api.WaitForStatusOneOfAsync(await Api.SendAcceptedAsync(user, body: $"held {user}"));
            }, static status => status.GetProperty("status").GetString() == "failed"); // the dispatcher may use what it knew for two seconds more
        Assert.Equal("AMBIGUOUS", id.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task A_cancelled_message_is_never_sent_and_a_sent_one_cannot_be_cancelled()
    {
        var user = await Api.AddSubscriberAsync();
        Notify.Provider.When($"cancel {user}", "transient");
        var waiting = await Api.SendAcceptedAsync(user, body: $"cancel {user}");
        await Api.WaitForAttemptsAsync(waiting, 1);

        var cancelled = await Api.PostAsync($"/v1/notifications/{waiting}/cancel");
        await Notify.AdvanceClockAsync(TimeSpan.FromMinutes(1));
        var sent = await Api.SendAcceptedAsync(user);
        await Api.WaitForStatusAsync(sent, "delivered");

        Assert.Equal((200, "failed", "CANCELLED"), (cancelled.Status, cancelled.Text("status"), cancelled.Text("reason")));
        Assert.Single(Notify.Provider.MessagesLike($"cancel {user}"));
        Assert.Equal(409, (await Api.PostAsync($"/v1/notifications/{sent}/cancel")).Status);
    }

    private async Task<JsonElement[]> FailToTheEndAsync(string id)
    {
        for (var attempt = 1; attempt <= StandardGaps.Length; attempt++)
        {
            await Api.WaitForAttemptsAsync(id, attempt);
            await Notify.AdvanceClockAsync(StandardGaps[attempt - 1] * 1.1 + TimeSpan.FromSeconds(1));
        }

        await Api.WaitForStatusAsync(id, "failed");
        return [.. (await Api.WaitForAttemptsAsync(id, StandardGaps.Length + 1)).EnumerateArray()];
    }

    private async Task<string[]> FailedIdsAsync() =>
        [.. (await Api.GetAsync("/v1/notifications/failed?limit=20")).Body.GetProperty("data").EnumerateArray().Select(static item => item.GetProperty("notificationId").GetString()!)];
}
