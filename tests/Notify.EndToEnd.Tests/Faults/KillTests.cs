using Notify.EndToEnd.Tests.Rig;
using Notify.Postgres;
using Notify.TestServers;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>
/// Each process is killed twice while 5,000 notifications are under way. None is lost, and what was sent twice was in flight at a kill
/// and is recorded as ambiguous.
/// </summary>
public sealed class KillTests(SharedInstallation shared) : IAsyncLifetime
{
    private const int Notifications = 5_000;
    private const int InFlightLimit = 64;
    private static readonly int[] KillAt = [1_000, 3_000]; // messages that the provider has by then
    private Installation notify = null!; // made before each test
    private Api api = null!; // made before each test

    public async ValueTask InitializeAsync()
    {
        notify = await Installation.StartAsync(
            shared.Servers, ("Notify__RateLimit__PerMinute", "1000000"), ("Notify__Dispatch__InFlightLimit", $"{InFlightLimit}"),
            ("Notify__Dispatch__AttemptTimeoutSeconds", "2"), ("Notify__Dispatch__ClaimLeaseSeconds", "4"), ("Notify__Retry__Presets__standard__BaseSeconds", "1"));
        api = await notify.CreateEnvironmentAsync();
    }

    public async ValueTask DisposeAsync()
    {
        api.Dispose();
        await notify.DisposeAsync();
    }

    [Fact]
    public Task A_killed_dispatcher_loses_nothing() => SurvivesAsync(async () =>
    {
        await notify.KillAsync(Installation.DispatcherName);
        await notify.StartAsync(Installation.DispatcherName);
    });

    [Fact]
    public Task A_killed_gateway_loses_nothing() => SurvivesAsync(async () =>
    {
        await notify.KillAsync(Installation.GatewayName);
        await notify.StartAsync(Installation.GatewayName);
    });

    [Fact]
    public Task A_killed_RabbitMQ_loses_nothing() => SurvivesAsync(async () =>
    {
        await shared.Servers.KillAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
        await shared.Servers.StartAsync(TestServer.RabbitMq, TestContext.Current.CancellationToken);
    });

    [Fact]
    public Task A_killed_Redis_loses_nothing() => SurvivesAsync(async () =>
    {
        await shared.Servers.KillAsync(TestServer.Redis, TestContext.Current.CancellationToken);
        await shared.Servers.StartAsync(TestServer.Redis, TestContext.Current.CancellationToken);
    });

    [Fact]
    public Task A_restarted_PostgreSQL_loses_nothing() => SurvivesAsync(() => shared.Servers.RestartAsync(TestServer.Postgres, TestContext.Current.CancellationToken));

    private async Task SurvivesAsync(Func<Task> strike)
    {
        var traffic = new Traffic(api, await api.AddSubscriberAsync(), Notifications);

        var running = traffic.RunAsync();
        foreach (var count in KillAt)
        {
            await Eventually.TrueAsync(() => Task.FromResult(notify.Provider.Messages.Count >= count), TestLimits.Long);
            await strike();
        }

        await running;
        Assert.Equal(Notifications, traffic.Accepted.Count);
        await Eventually.GetAsync(OpenAsync, static open => open == 0, TestLimits.Long);
        await AssertNothingLostAsync(traffic);
        await AssertOnlyAmbiguousOnesCameTwiceAsync();
    }

    private async Task AssertNothingLostAsync(Traffic traffic)
    {
        var arrived = notify.Provider.Messages.Select(static message => message.Text).ToHashSet();
        Assert.Equal([], traffic.Accepted.Keys.Except(arrived));
        Assert.Equal(Notifications, await CountAsync("SELECT count(*) FROM delivery.notifications WHERE status IN (3, 4)"));
    }

    private async Task AssertOnlyAmbiguousOnesCameTwiceAsync()
    {
        var twice = notify.Provider.Messages.GroupBy(static message => message.DeliveryId).Where(static group => group.Count() > 1).Select(static group => Guid.Parse(group.Key)).ToArray();
        Assert.InRange(twice.Length, 0, KillAt.Length * InFlightLimit);
        Assert.Equal(twice.Length, await CountAsync("SELECT count(DISTINCT delivery_id) FROM delivery.attempts WHERE outcome = 7 AND delivery_id = ANY($1)", twice));
        Assert.Equal(Notifications, notify.Provider.Messages.Select(static message => message.DeliveryId).Distinct().Count());
    }

    private Task<long> OpenAsync() => CountAsync("SELECT count(*) FROM delivery.notifications WHERE status IN (0, 1, 2)");

    private async Task<long> CountAsync(string sql, params object[] values)
    {
        await using var command = notify.Database.Statement(sql, values);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
