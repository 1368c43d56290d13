using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

public sealed class PriorityTests(SharedInstallation shared)
{
    private static readonly string[] LeastUrgentFirst = ["low", "normal", "high", "critical"];

    [Fact]
    public async Task What_waited_leaves_in_order_of_urgency_one_at_a_time()
    {
        await using var notify = await Installation.StartAsync(shared.Servers, ("Notify__Dispatch__InFlightLimit", "1"), ("Notify__RateLimit__PerMinute", "100000"));
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        await notify.StopAsync(Installation.DispatcherName);
        foreach (var priority in LeastUrgentFirst)
        {
            for (var i = 0; i < 50; i++)
            {
                await api.SendAcceptedAsync(user, priority: priority, body: $"{priority} {i}");
            }
        }

        await notify.StartAsync(Installation.DispatcherName);
        await Eventually.TrueAsync(() => Task.FromResult(notify.Provider.Messages.Count == 200));

        var order = notify.Provider.Messages.Select(static message => message.Text.Split(' ')[0]).ToList();
        Assert.Equal(LeastUrgentFirst.Reverse().SelectMany(static priority => Enumerable.Repeat(priority, 50)), order);
    }

    [Fact]
    public async Task A_critical_message_overtakes_a_backlog_and_slow_sends()
    {
        await using var notify = await Installation.StartAsync(shared.Servers, ("Notify__Dispatch__InFlightLimit", "16"), ("Notify__RateLimit__PerMinute", "100000"),
            ("Notify__Dispatch__AttemptTimeoutSeconds", "300"), ("Notify__Dispatch__ClaimLeaseSeconds", "600")); // nothing ends before the gate opens
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        var gate = new TaskCompletionSource();
        notify.Provider.When("bulk", _ => new("accept", Gate: gate.Task));
        for (var i = 0; i < 10; i++)
        {
            await api.PostAsync("/v1/notifications/batch", new { recipients = Enumerable.Repeat(new { userId = user, channel = "sms" }, 500), body = "bulk", priority = "low" });
        }

        await Eventually.TrueAsync(() => Task.FromResult(notify.Provider.MessagesLike("bulk").Count >= 8)); // every place that low ones may take is taken
        var critical = await api.SendAcceptedAsync(user, priority: "critical", body: "code 123456");
        await api.WaitForStatusAsync(critical, "delivered");

        Assert.True(notify.Provider.MessagesLike("bulk").Count < 100);
        gate.SetResult();
    }
}
