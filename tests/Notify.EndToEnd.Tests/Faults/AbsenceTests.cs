using Notify.EndToEnd.Tests.Rig;
using Notify.TestServers;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>What works while a server is away.</summary>
public sealed class AbsenceTests(SharedInstallation shared) : IAsyncLifetime
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
    public async Task Without_RabbitMQ_it_accepts_and_delivers_later()
    {
        var user = await api.AddSubscriberAsync();
        await shared.Servers.StopAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
        string id;
        try
        {
            id = await api.SendAcceptedAsync(user, body: $"later {user}");
            Assert.Equal("queued", (await api.GetAsync($"/v1/notifications/{id}")).Text("status"));
        }
        finally
        {
            await shared.Servers.StartAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
        }

        await api.WaitForStatusAsync(id, "delivered");
        Assert.Single(notify.Provider.MessagesLike($"later {user}"));
    }

    [Fact]
    public async Task Without_Redis_it_accepts_and_delivers()
    {
        var user = await api.AddSubscriberAsync();
        await shared.Servers.StopAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        try
        {
            await api.WaitForStatusAsync(await api.SendAcceptedAsync(user), "delivered");
        }
        finally
        {
            await shared.Servers.StartAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Without_PostgreSQL_it_answers_503_with_Retry_After_and_says_which_dependency_is_away()
    {
        var user = await api.AddSubscriberAsync();
        await shared.Servers.StopAsync(TestServer.Postgres, TestContext.Current.CancellationToken);
        try
        {
            var refused = await api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "x" });
            var health = await api.GetAsync("/health/ready");

            Assert.Equal((503, "unavailable"), (refused.Status, refused.Code));
            Assert.NotNull(refused.RetryAfter);
            Assert.Equal(503, health.Status);
            Assert.Equal("postgres", Assert.Single(health.Body.GetProperty("entries").EnumerateArray(), static entry => entry.GetProperty("status").GetString() == "Unhealthy").GetProperty("name").GetString());
            Assert.Equal(200, (await api.GetAsync("/health/live")).Status);
        }
        finally
        {
            await shared.Servers.StartAsync(TestServer.Postgres, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "back" }), static answer => answer.Status == 202);
    }

    [Fact]
    public async Task Garbage_in_a_lane_is_put_aside_with_a_reason_and_stops_nobody()
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(notify.BrokerUri) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var lane in new[] { "notify.plan.normal", "notify.send.sms.normal" })
        {
            await channel.BasicPublishAsync("", lane, mandatory: true, new RabbitMQ.Client.BasicProperties(), "garbage"u8.ToArray(), cancellationToken: TestContext.Current.CancellationToken);
        }

        var user = await api.AddSubscriberAsync();
        await api.WaitForStatusAsync(await api.SendAcceptedAsync(user), "delivered");
        await Eventually.GetAsync(async () =>
        {
            await using var command = notify.Database.CreateCommand("SELECT count(*) FROM delivery.dead_letters WHERE reason LIKE '%not a lane message%'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }, static count => count == 2);
    }
}
