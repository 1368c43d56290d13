using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

/// <summary>429 means accepted and delayed, not refused; critical messages do not know the limit.</summary>
public sealed class RateLimitTests(SharedInstallation shared)
{
    private const int Limit = 20;

    [Fact]
    public async Task Above_the_limit_a_send_is_accepted_with_429_and_delivered_once_in_a_later_minute()
    {
        await using var notify = await Installation.StartAsync(shared.Servers, ("Notify__RateLimit__PerMinute", $"{Limit}"));
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        for (var i = 0; i < Limit; i++)
        {
            await api.SendAcceptedAsync(user, body: $"within {i}");
        }

        var message = new { userId = user, channel = "sms", body = "above" };
        var above = await api.PostAsync("/v1/notifications", message, key: "once");
        var again = await api.PostAsync("/v1/notifications", message, key: "once");
        var batch = await api.PostAsync("/v1/notifications/batch", new { recipients = new[] { new { userId = user, channel = "sms" } }, body = "batch above" });
        var critical = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "urgent", priority = "critical" });

        Assert.Equal((429, "rate-limit-exceeded"), (above.Status, above.Code));
        Assert.InRange(above.RetryAfter!.Value.TotalSeconds, 1, 60);
        Assert.Equal(above.Text("notificationId"), again.Text("notificationId"));
        Assert.Equal(429, batch.Status);
        Assert.Equal("queued", (await api.GetAsync($"/v1/notifications/{above.Text("notificationId")}")).Text("status"));
        Assert.Equal(202, critical.Status);
        await api.WaitForStatusAsync(critical.Text("notificationId"), "delivered");
        Assert.Empty(notify.Provider.MessagesLike("above"));

        await notify.AdvanceClockAsync(TimeSpan.FromMinutes(1));
        await api.WaitForStatusAsync(above.Text("notificationId"), "delivered");
        await Eventually.GetAsync(() => api.GetAsync($"/v1/notifications/jobs/{batch.Text("jobId")}"), static job => job.Text("status") == "completed");
        Assert.Single(notify.Provider.MessagesLike("above"));
    }

    [Fact]
    public async Task A_project_that_refuses_above_the_limit_stores_nothing()
    {
        await using var notify = await Installation.StartAsync(shared.Servers, ("Notify__RateLimit__PerMinute", "1"), ("Notify__RateLimit__Mode", "REJECT"));
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        await api.SendAcceptedAsync(user);

        var refused = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "too much" });

        Assert.Equal((429, "rate-limit-exceeded"), (refused.Status, refused.Code));
        Assert.False(refused.Body.TryGetProperty("notificationId", out _));
        Assert.NotNull(refused.RetryAfter);
        Assert.Single((await api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());
    }
}
