using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

/// <summary>A key makes a request safe to repeat: at the same moment, later, and after a restart.</summary>
public sealed class IdempotencyTests(SharedInstallation shared) : IAsyncLifetime
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
    public async Task Two_hundred_parallel_repeats_make_one_notification_and_equal_answers_even_after_a_restart()
    {
        var user = await api.AddSubscriberAsync();
        var message = new { userId = user, channel = "sms", body = $"once {user}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => api.PostAsync("/v1/notifications", message, key: "order-1042")));
        var conflict = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "something else" }, key: "order-1042");
        await notify.KillAsync(Installation.GatewayName);
        await notify.StartAsync(Installation.GatewayName);
        var later = await api.PostAsync("/v1/notifications", message, key: "order-1042");

        Assert.All(answers, static answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Append(later).Select(static answer => answer.Body.GetRawText()).Distinct());
        Assert.Equal((409, "idempotency-conflict"), (conflict.Status, conflict.Code));
        Assert.Single((await api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());
        await api.WaitForStatusAsync(later.Text("notificationId"), "delivered");
        Assert.Single(notify.Provider.MessagesLike($"once {user}"));
    }

    [Fact]
    public async Task Every_other_mutation_repeats_its_first_answer_too()
    {
        var user = await api.AddSubscriberAsync();
        var batch = new { recipients = Enumerable.Repeat(new { userId = user, channel = "sms" }, 3), body = $"batch {user}" };
        var batches = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.PostAsync("/v1/notifications/batch", batch, key: "batch")));
        var integration = new { provider = "webhook", identifier = "second", settings = new { } };
        var integrations = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.PostAsync("/v1/integrations", integration, key: "integration")));
        notify.Provider.When($"bad {user}", "reject");
        var failed = await api.SendAcceptedAsync(user, body: $"bad {user}");
        await api.WaitForStatusAsync(failed, "failed");
        var first = await api.PostAsync($"/v1/notifications/{failed}/retry", key: "retry");
        await api.WaitForAttemptsAsync(failed, 2);
        var repeated = await api.PostAsync($"/v1/notifications/{failed}/retry", key: "retry");

        Assert.Single(batches.Select(static answer => $"{answer}").Distinct());
        Assert.Equal(202, batches[0].Status);
        Assert.Single(integrations.Select(static answer => $"{answer}").Distinct());
        Assert.Equal(201, integrations[0].Status);
        Assert.Equal($"{first}", $"{repeated}");
        Assert.Equal(2, (await api.WaitForAttemptsAsync(failed, 2)).GetArrayLength());
        Assert.Equal("idempotency-conflict", (await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "x" }, key: "batch")).Code);
    }

    [Fact]
    public async Task The_same_key_in_another_environment_is_another_key()
    {
        using var other = await notify.CreateEnvironmentAsync();
        await api.AddSubscriberAsync("alice");
        await other.AddSubscriberAsync("alice");
        var message = new { userId = "alice", channel = "sms", body = "mine" };

        var here = await api.PostAsync("/v1/notifications", message, key: "shared");
        var there = await other.PostAsync("/v1/notifications", message, key: "shared");

        Assert.NotEqual(here.Text("notificationId"), there.Text("notificationId"));
    }
}
