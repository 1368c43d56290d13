using Notify.Delivery.Contracts;
using Notify.Delivery.Lanes;
using Notify.Delivery.Storage;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

/// <summary>What happens as time passes, on a real PostgreSQL with a clock that is moved.</summary>
public sealed class HousekeepingTests(TestServers.TestServers servers) : IAsyncLifetime
{
    private DeliveryRoom room = null!; // made before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => room = await DeliveryRoom.OpenAsync(servers);

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task Expired_weeks_are_dropped_whole_and_later_ones_stay()
    {
        var (old, _) = await room.AddAsync(DeliveryStatus.Sent);
        room.Time.Advance(TimeSpan.FromDays(21));
        await room.Partitions.EnsureAsync(Token);
        var (young, _) = await room.AddAsync(DeliveryStatus.Sent);

        Assert.Equal(7, await room.Partitions.DropExpiredAsync(TimeSpan.FromDays(21), Token)); // the week before the first: seven tables
        Assert.Equal(NotificationStatus.Processing, await room.StatusAsync(old));
        Assert.Equal(7, await room.Partitions.DropExpiredAsync(TimeSpan.FromDays(14), Token));
        Assert.Equal(0, await room.Partitions.DropExpiredAsync(TimeSpan.FromDays(14), Token));

        Assert.Equal([young], await room.ScalarAsync<Guid[]>("SELECT array_agg(id) FROM delivery.notifications"));
        Assert.Equal(1, await room.ScalarAsync<long>("SELECT count(*) FROM delivery.deliveries"));
    }

    [Fact]
    public async Task Partitions_made_by_several_at_once_are_made_once()
    {
        room.Time.Advance(TimeSpan.FromDays(70));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => room.Partitions.EnsureAsync(Token), Token)));

        await room.AddAsync(DeliveryStatus.Queued);
    }

    [Fact]
    public async Task What_the_broker_lost_is_announced_again_once_its_time_has_come()
    {
        var (notification, _) = await room.AddAsync();
        await room.ExecuteAsync("UPDATE delivery.notifications SET status = 0 WHERE id = $1", notification);
        var (_, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        var job = await AddJobAsync(total: 500, expanded: 100, handed: 0);
        var strays = new StrayStore(room.Database, room.Time);

        Assert.Equal(0, await strays.AnnounceAgainAsync(Token));
        room.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(3, await strays.AnnounceAgainAsync(Token));

        var announced = new List<(LaneWork, Guid)>();
        foreach (var bytes in await room.ScalarAsync<byte[][]>("SELECT array_agg(body) FROM delivery.outbox"))
        {
            Assert.True(LaneBody.TryRead(bytes, out var body));
            Assert.Equal(room.EnvironmentId, body.EnvironmentId);
            announced.Add((body.Work, Assert.Single(body.Ids)));
        }

        Assert.Equal([(LaneWork.Plan, notification), (LaneWork.ExpandJob, job), (LaneWork.Send, deliveries[0])], announced.OrderBy(static a => a.Item1));
    }

    [Fact]
    public async Task A_job_whose_dispatcher_died_before_it_closed_it_is_closed_and_told_once()
    {
        var job = await AddJobAsync(total: 1, expanded: 1, handed: 1);
        var (notification, _) = await room.AddAsync(DeliveryStatus.Sent);
        await room.ExecuteAsync("UPDATE delivery.notifications SET job_id = $2, status = 3 WHERE id = $1", notification, job);
        var strays = new StrayStore(room.Database, room.Time);

        await strays.CloseEndedJobsAsync(Token);
        await strays.CloseEndedJobsAsync(Token);

        Assert.Equal((short)JobStatus.Completed, await room.ScalarAsync<short>("SELECT status FROM delivery.jobs WHERE id = $1", job));
        Assert.Equal(["notify.job.completed"], await room.ScalarAsync<string[]>("SELECT array_agg(type) FROM delivery.events"));
    }

    [Fact]
    public async Task A_recipient_who_is_cancelled_before_planning_waits_for_nobody_any_more()
    {
        var job = await AddJobAsync(total: 1, expanded: 1, handed: 0);
        var (notification, _) = await room.AddAsync();
        await room.ExecuteAsync("UPDATE delivery.notifications SET job_id = $2, status = 0 WHERE id = $1", notification, job);

        Assert.True(await room.CancelAsync(notification));

        Assert.Equal(1, await room.ScalarAsync<int>("SELECT handed FROM delivery.jobs WHERE id = $1", job));
    }

    private async Task<Guid> AddJobAsync(int total, int expanded, int handed)
    {
        var id = Uuid7.New(room.Time);
        await room.ExecuteAsync(
            "INSERT INTO delivery.jobs (id, environment_id, trigger_id, priority, simulated, status, total, expanded, handed) VALUES ($1, $2, $1, 1, false, 1, $3, $4, $5)",
            id, room.EnvironmentId.Value, total, expanded, handed);
        return id;
    }
}
