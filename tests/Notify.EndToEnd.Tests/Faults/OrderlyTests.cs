using Notify.EndToEnd.Tests.Rig;
using Notify.Postgres;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>What good order promises: several dispatchers share the work, one that stops leaves nothing in doubt, and no environment stands in another's way.</summary>
public sealed class OrderlyTests(TwoDispatchers two) : IClassFixture<TwoDispatchers>, IAsyncLifetime
{
    private readonly Installation notify = two.Value;
    private readonly TaskCompletionSource gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Api api = null!; // made before each test

    public async ValueTask InitializeAsync() => api = await notify.CreateEnvironmentAsync();

    public ValueTask DisposeAsync()
    {
        gate.TrySetResult();
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_dispatchers_share_the_work_and_send_nothing_twice()
    {
        var user = await api.AddSubscriberAsync();

        await SendAsync(user, $"shared {user}", 2_000);
        await Eventually.TrueAsync(async () => await OpenAsync() == 0);

        Assert.Equal(2u, await ConsumersAsync("notify.send.sms.normal"));
        AssertEachOnce($"shared {user}", 2_000);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM delivery.attempts WHERE number > 1"));
    }

    [Fact]
    public async Task A_dispatcher_that_stops_in_good_order_records_every_answer_and_leaves_nothing_in_doubt()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"slow {user}", _ => new("accept", Gate: gate.Task));

        await SendAsync(user, $"slow {user}", 1_000);
        await Eventually.TrueAsync(() => Task.FromResult(notify.Provider.MessagesLike($"slow {user}").Count >= TwoDispatchers.InFlightLimit)); // more than one of them holds
        var stopping = Task.WhenAll(notify.StopAsync(TwoDispatchers.First), notify.StopAsync(TwoDispatchers.Second));
        await Eventually.TrueAsync(async () => !await notify.AnswersAsync(TwoDispatchers.First) && !await notify.AnswersAsync(TwoDispatchers.Second));
        gate.SetResult();
        await stopping;

        var sent = notify.Provider.MessagesLike($"slow {user}").Count;
        Assert.Equal(sent, await CountAsync("SELECT count(*) FROM delivery.deliveries d JOIN delivery.delivery_notifications l ON l.delivery_id = d.id JOIN delivery.notifications n ON n.id = l.notification_id WHERE n.user_id = $1 AND d.status = 4", user));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM delivery.deliveries WHERE status = 2"));

        await Task.WhenAll(notify.StartAsync(TwoDispatchers.First), notify.StartAsync(TwoDispatchers.Second));
        await Eventually.TrueAsync(async () => await OpenAsync() == 0);
        AssertEachOnce($"slow {user}", 1_000);
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM delivery.attempts WHERE outcome IN (0, 7)"));
    }

    [Fact]
    public async Task An_environment_whose_provider_hangs_does_not_delay_anothers_critical_message()
    {
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"stuck {user}", _ => new("accept", Gate: gate.Task));
        await SendAsync(user, $"stuck {user}", 200, "normal");
        await SendAsync(user, $"stuck {user}", 100, "critical");
        await Eventually.TrueAsync(() => Task.FromResult(notify.Provider.MessagesLike($"stuck {user}").Count >= TwoDispatchers.InFlightLimit));

        using var neighbour = await notify.CreateEnvironmentAsync();
        var recipient = await neighbour.AddSubscriberAsync();
        await neighbour.WaitForStatusAsync(await neighbour.SendAcceptedAsync(recipient, priority: "critical"), "delivered");

        Assert.False(gate.Task.IsCompleted);
        gate.SetResult();
        await Eventually.TrueAsync(async () => await OpenAsync() == 0);
        Assert.Equal(300, notify.Provider.MessagesLike($"stuck {user}").Count);
    }

    private async Task SendAsync(string user, string text, int count, string priority = "normal") =>
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (number, _) => await api.SendAcceptedAsync(user, priority: priority, body: $"{text} {number}"));

    private void AssertEachOnce(string text, int count)
    {
        var arrived = notify.Provider.MessagesLike(text);
        Assert.Equal(count, arrived.Count);
        Assert.Equal(count, arrived.Select(static message => message.Text).Distinct().Count());
    }

    private Task<long> OpenAsync() => CountAsync("SELECT count(*) FROM delivery.notifications WHERE status IN (0, 1, 2)");

    private async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = notify.Database.Statement(sql, values);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!; // an aggregate always answers
    }

    private async Task<uint> ConsumersAsync(string queue)
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(notify.BrokerUri) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return await channel.ConsumerCountAsync(queue, TestContext.Current.CancellationToken);
    }
}
