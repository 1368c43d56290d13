using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

/// <summary>A key makes a request safe to repeat: at the same moment, later, and after a restart.</summary>
public sealed class IdempotencyTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task Two_hundred_parallel_repeats_make_one_notification_and_equal_answers_even_after_a_restart()
    {
        var user = await Api.AddSubscriberAsync();
        var message = new { userId = user, channel = "sms", body = $"once {user}" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Api.PostAsync("/v1/notifications", message, key: "order-1042")));
        var conflict = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "something else" }, key: "order-1042");
        await Notify.KillAsync(Installation.GatewayName);
        await Notify.StartAsync(Installation.GatewayName);
        var later = await Api.PostAsync("/v1/notifications", message, key: "order-1042");

        Assert.All(answers, static answer => Assert.Equal(202, answer.Status));
        Assert.Single(answers.Append(later).Select(static answer => answer.Body.GetRawText()).Distinct());
        Assert.Equal((409, "idempotency-conflict"), (conflict.Status, conflict.Code));
        Assert.Single((await Api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());
        await Api.WaitForStatusAsync(later.Text("notificationId"), "delivered");
        Assert.Single(Notify.Provider.MessagesLike($"once {user}"));
    }

    [Fact]
    public async Task Every_other_mutation_repeats_its_first_answer_too()
    {
        var user = await Api.AddSubscriberAsync();
        var batch = new { recipients = Enumerable.Repeat(new { userId = user, channel = "sms" }, 3), body = $"batch {user}" };
        var batches = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAsync("/v1/notifications/batch", batch, key: "batch")));
        var integration = new { provider = "webhook", identifier = "second", settings = new { } };
        var integrations = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Api.PostAsync("/v1/integrations", integration, key: "integration")));
        Notify.Provider.When($"bad {user}", "reject");
        var failed = await Api.SendAcceptedAsync(user, body: $"bad {user}");
        await Api.WaitForStatusAsync(failed, "failed");
        var first = await Api.PostAsync($"/v1/notifications/{failed}/retry", key: "retry");
        await Api.WaitForAttemptsAsync(failed, 2);
        var repeated = await Api.PostAsync($"/v1/notifications/{failed}/retry", key: "retry");

        Assert.Single(batches.Select(static answer => $"{answer}").Distinct());
        Assert.Equal(202, batches[0].Status);
        Assert.Single(integrations.Select(static answer => $"{answer}").Distinct());
        Assert.Equal(201, integrations[0].Status);
        Assert.Equal($"{first}", $"{repeated}");
        Assert.Equal(2, (await Api.WaitForAttemptsAsync(failed, 2)).GetArrayLength());
        Assert.Equal("idempotency-conflict", (await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "x" }, key: "batch")).Code);
    }

    [Fact]
    public async Task The_same_key_in_another_environment_is_another_key()
    {
        using var other = await Notify.CreateEnvironmentAsync();
        await Api.AddSubscriberAsync("alice");
        await other.AddSubscriberAsync("alice");
        var message = new { userId = "alice", channel = "sms", body = "mine" };

        var here = await Api.PostAsync("/v1/notifications", message, key: "shared");
        var there = await other.PostAsync("/v1/notifications", message, key: "shared");

        Assert.NotEqual(here.Text("notificationId"), there.Text("notificationId"));
    }
}
