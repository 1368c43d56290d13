using System.Collections.Concurrent;
using Notify.Delivery.Contracts;
using Notify.Delivery.Sending;
using Notify.Delivery.Storage;

namespace Notify.Modules.Tests.Delivery;

/// <summary>Who may send, and whose answer counts, on a real PostgreSQL.</summary>
public sealed class ClaimTests(TestServers.TestServers servers) : IAsyncLifetime
{
    private static readonly (DeliveryStatus[] Deliveries, NotificationStatus Expected)[] Derivations =
    [
        ([DeliveryStatus.Held], NotificationStatus.Held),
        ([DeliveryStatus.Held, DeliveryStatus.Sent], NotificationStatus.Held),
        ([DeliveryStatus.Held, DeliveryStatus.Queued], NotificationStatus.Processing),
        ([DeliveryStatus.Queued, DeliveryStatus.Delivered], NotificationStatus.Processing),
        ([DeliveryStatus.Sending, DeliveryStatus.PermanentFailure], NotificationStatus.Processing),
        ([DeliveryStatus.RetryWait], NotificationStatus.Processing),
        ([DeliveryStatus.Sent, DeliveryStatus.Delivered], NotificationStatus.Sent),
        ([DeliveryStatus.Delivered, DeliveryStatus.Delivered], NotificationStatus.Delivered),
        ([DeliveryStatus.Delivered, DeliveryStatus.Skipped], NotificationStatus.Delivered),
        ([DeliveryStatus.Delivered, DeliveryStatus.Cancelled], NotificationStatus.Delivered),
        ([DeliveryStatus.Sent, DeliveryStatus.TechnicalFailure], NotificationStatus.PartiallyDelivered),
        ([DeliveryStatus.PermanentFailure, DeliveryStatus.TemporaryFailure], NotificationStatus.Failed),
        ([DeliveryStatus.TechnicalFailure, DeliveryStatus.Skipped], NotificationStatus.Failed),
        ([DeliveryStatus.Skipped, DeliveryStatus.Suppressed], NotificationStatus.Skipped),
        ([DeliveryStatus.Cancelled, DeliveryStatus.Skipped], NotificationStatus.Cancelled),
    ];

    private DeliveryRoom room = null!; // made before each test

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => room = await DeliveryRoom.OpenAsync(servers);

    public ValueTask DisposeAsync() => room.DisposeAsync();

    [Fact]
    public async Task Of_fifty_parallel_claimers_exactly_one_gets_each_delivery()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            ids.AddRange((await room.AddAsync(DeliveryStatus.Queued)).Deliveries);
        }

        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => room.ClaimAsync([.. ids]), Token)));

        Assert.Equal(ids.Order(), claims.SelectMany(static claimed => claimed).Select(static delivery => delivery.Id.Value).Order());
        Assert.Equal(40, await room.ScalarAsync<long>("SELECT count(*) FROM delivery.attempts"));
    }

    [Fact]
    public async Task Between_cancel_and_claim_exactly_one_wins()
    {
        const int rounds = 1_000;
        var both = new ConcurrentBag<(bool Claimed, bool Cancelled, DeliveryStatus Delivery, NotificationStatus Notification)>();

        await Parallel.ForEachAsync(Enumerable.Range(0, rounds), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token }, async (round, _) =>
        {
            var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
            var claim = round % 2 == 0 ? Task.Run(() => room.ClaimAsync(deliveries), Token) : null;
            var cancel = Task.Run(() => room.CancelAsync(notification), Token);
            claim ??= Task.Run(() => room.ClaimAsync(deliveries), Token);
            both.Add(((await claim).Count == 1, await cancel,
                (DeliveryStatus)await room.ScalarAsync<short>("SELECT status FROM delivery.deliveries WHERE id = $1", deliveries[0]), await room.StatusAsync(notification)));
        });

        Assert.Equal(rounds, both.Count);
        Assert.All(both, static end => Assert.Equal(
            end.Claimed
                ? (true, false, DeliveryStatus.Sending, NotificationStatus.Processing)
                : (false, true, DeliveryStatus.Cancelled, NotificationStatus.Cancelled), end));
    }

    [Fact]
    public async Task Only_the_latest_claim_records_and_recording_again_changes_nothing()
    {
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        var old = Assert.Single(await room.ClaimAsync(deliveries));
        await room.ExecuteAsync("UPDATE delivery.deliveries SET status = 1 WHERE id = $1", deliveries[0]); // as if its lease had run out
        var latest = Assert.Single(await room.ClaimAsync(deliveries));

        await room.SettleAsync(old);
        Assert.Equal(NotificationStatus.Processing, await room.StatusAsync(notification));
        await room.SettleAsync(latest);
        await room.SettleAsync(latest);
        await room.SettleAsync(old);

        Assert.Equal(NotificationStatus.Sent, await room.StatusAsync(notification));
        var outcomes = await room.ScalarAsync<short[]>("SELECT array_agg(outcome ORDER BY number) FROM delivery.attempts");
        var events = await room.ScalarAsync<string[]>("SELECT array_agg(type) FROM delivery.events");
        Assert.Equal([0, 1], outcomes);
        Assert.Equal(["notify.notification.sent"], events);
    }

    [Fact]
    public async Task Two_ends_of_one_claim_in_one_commit_count_as_the_first()
    {
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        var claimed = Assert.Single(await room.ClaimAsync(deliveries));
        var lost = RetrySchedule.NextAfterLostLease(RetryScheduleTests.Circumstances());

        await room.Settlements.StoreAsync([room.End(claimed, DeliveryRoom.Taken), room.End(claimed, lost)], Token);

        Assert.Equal(NotificationStatus.Sent, await room.StatusAsync(notification));
        Assert.Equal(1, await room.ScalarAsync<long>("SELECT count(*) FROM delivery.event_outbox"));
        Assert.Equal(0, await room.ScalarAsync<long>("SELECT count(*) FROM delivery.outbox"));
    }

    [Fact]
    public async Task An_expired_lease_is_found_and_a_live_one_is_not()
    {
        var (_, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        await room.ClaimAsync(deliveries);

        Assert.Empty(await room.Claims.ReadExpiredAsync(10, Token));
        room.Time.Advance(DeliveryRoom.Lease + TimeSpan.FromSeconds(1));
        Assert.Equal(deliveries, (await room.Claims.ReadExpiredAsync(10, Token)).Select(static delivery => delivery.Id.Value));
    }

    [Fact]
    public async Task A_notification_stands_where_its_deliveries_stand()
    {
        foreach (var (deliveries, expected) in Derivations)
        {
            var (notification, _) = await room.AddAsync(deliveries);

            await using var batch = room.Database.CreateBatch();
            batch.BatchCommands.Add(NotificationDerivation.Derive([notification]));
            await batch.ExecuteNonQueryAsync(Token);

            Assert.Equal($"{string.Join(" + ", deliveries)} is {expected}", $"{string.Join(" + ", deliveries)} is {await room.StatusAsync(notification)}");
        }
    }

    [Fact]
    public async Task One_delivery_that_carries_several_notifications_moves_them_all()
    {
        var (first, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        var (second, _) = await room.AddAsync();
        await room.ExecuteAsync("INSERT INTO delivery.delivery_notifications VALUES ($1, $2)", deliveries[0], second);

        var claimed = Assert.Single(await room.ClaimAsync(deliveries));
        await room.SettleAsync(claimed);

        Assert.Equal(2, claimed.Notifications.Count);
        Assert.Equal([NotificationStatus.Sent, NotificationStatus.Sent], [await room.StatusAsync(first), await room.StatusAsync(second)]);
    }

    [Fact]
    public async Task Two_deliveries_that_end_at_the_same_moment_never_leave_their_notification_open() =>
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (_, _) =>
        {
            var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Queued, DeliveryStatus.Queued);
            var claimed = await room.ClaimAsync(deliveries);

            await Task.WhenAll(claimed.Select(delivery => Task.Run(() => room.SettleAsync(delivery), Token)));

            Assert.Equal(NotificationStatus.Sent, await room.StatusAsync(notification));
        });
}
