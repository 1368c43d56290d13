using Notify.EndToEnd.Tests.Rig;
using Notify.TestServers;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>What works while a server is away.</summary>
public sealed class AbsenceTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    [Fact]
    public async Task Without_RabbitMQ_it_accepts_and_delivers_later()
    {
        var user = await Api.AddSubscriberAsync();
        await Shared.Servers.StopAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
        string id;
        try
        {
            id = await Api.SendAcceptedAsync(user, body: $"later {user}");
            Assert.Equal("queued", (await Api.GetAsync($"/v1/notifications/{id}")).Text("status"));
        }
        finally
        {
            await Shared.Servers.StartAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
        }

        await Api.WaitForStatusAsync(id, "delivered");
        Assert.Single(Notify.Provider.MessagesLike($"later {user}"));
    }

    [Fact]
    public async Task Without_Redis_it_accepts_and_delivers()
    {
        var user = await Api.AddSubscriberAsync();
        await Shared.Servers.StopAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        try
        {
            await Api.WaitForStatusAsync(await Api.SendAcceptedAsync(user), "delivered");
        }
        finally
        {
            await Shared.Servers.StartAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Without_PostgreSQL_it_answers_503_with_Retry_After_and_says_which_dependency_is_away()
    {
        var user = await Api.AddSubscriberAsync();
        await Shared.Servers.StopAsync(TestServer.Postgres, TestContext.Current.CancellationToken);
        try
        {
            var refused = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "x" });
            var refusedByGraphQL = await Api.RefusedAsync(
                "mutation($user: String!) { sendNotification(input: { userId: $user, channel: \"sms\", body: \"x\" }) { acceptedNotification { id } } }", new { user });
            var health = await Api.GetAsync("/health/ready");

            Assert.Equal(["unavailable"], refusedByGraphQL);
            Assert.Equal((503, "unavailable"), (refused.Status, refused.Code));
            Assert.NotNull(refused.RetryAfter);
            Assert.Equal(503, health.Status);
            Assert.Equal("postgres", Assert.Single(health.Body.GetProperty("entries").EnumerateArray(), static entry => entry.GetProperty("status").GetString() == "Unhealthy").GetProperty("name").GetString());
            Assert.Equal(200, (await Api.GetAsync("/health/live")).Status);
        }
        finally
        {
            await Shared.Servers.StartAsync(TestServer.Postgres, TestContext.Current.CancellationToken);
        }

        await Eventually.GetAsync(() => Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "back" }), static answer => answer.Status == 202);
    }

    [Fact]
    public async Task Garbage_in_a_lane_is_put_aside_with_a_reason_and_stops_nobody()
    {
        await using var connection = await new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(Notify.BrokerUri) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        foreach (var lane in new[] { "notify.plan.normal", "notify.send.sms.normal" })
        {
            await channel.BasicPublishAsync("", lane, mandatory: true, new RabbitMQ.Client.BasicProperties(), "garbage"u8.ToArray(), cancellationToken: TestContext.Current.CancellationToken);
        }

        var user = await Api.AddSubscriberAsync();
        await Api.WaitForStatusAsync(await Api.SendAcceptedAsync(user), "delivered");
        await Eventually.GetAsync(async () =>
        {
            await using var command = Notify.Database.CreateCommand("SELECT count(*) FROM delivery.dead_letters WHERE reason LIKE '%not a lane message%'");
            return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        }, static count => count == 2);
    }
}
