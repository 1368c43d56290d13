using Microsoft.Extensions.Logging.Abstractions;
using Notify.Audience.Contracts;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Receipts;
using Notify.Delivery.Storage;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

/// <summary>Receipts on a real database: late, twice, early, out of order, and from the wrong environment.</summary>
public sealed class ReceiptTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_report_told_twice_is_applied_once_and_told_as_one_event()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Sent);
        var receipts = new Applied(room);

        await receipts.ArriveAsync(Event(ProviderEventKind.Delivered, "e-1", deliveries[0]), Event(ProviderEventKind.Delivered, "e-1", deliveries[0]));
        await receipts.ArriveAsync(Event(ProviderEventKind.Delivered, "e-1", deliveries[0]));
        Assert.Equal(1, await receipts.ApplyAsync());
        Assert.Equal(0, await receipts.ApplyAsync());

        Assert.Equal(NotificationStatus.Delivered, await room.StatusAsync(notification));
        Assert.Equal(1L, await room.ScalarAsync<long>("SELECT count(*) FROM delivery.events WHERE notification_id = $1 AND type = 'notify.notification.delivered'", notification));
    }

    [Fact]
    public async Task A_bounce_after_a_delivery_counts_and_a_delivery_after_a_bounce_does_not()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Sent);
        var receipts = new Applied(room);
        var at = room.Time.GetUtcNow().AddMinutes(-10);

        // They arrive the wrong way round, in one batch.
        await receipts.ArriveAsync(
            Event(ProviderEventKind.HardBounce, "late", deliveries[0]) with { OccurredAt = at.AddMinutes(5), Code = "5.1.1" },
            Event(ProviderEventKind.Delivered, "early", deliveries[0]) with { OccurredAt = at });
        await receipts.ApplyAsync();
        await receipts.ArriveAsync(Event(ProviderEventKind.Delivered, "again", deliveries[0]));
        await receipts.ApplyAsync();

        Assert.Equal(NotificationStatus.Failed, await room.StatusAsync(notification));
        Assert.Equal("5.1.1", await room.ScalarAsync<string>("SELECT reason FROM delivery.deliveries WHERE id = $1", deliveries[0]));
        Assert.Equal([("sms", "+49", "HARD_BOUNCE", "5.1.1")], receipts.Suppressed);
        Assert.Equal(
            "notify.notification.delivered,notify.notification.failed",
            await room.ScalarAsync<string>("SELECT string_agg(e.type, ',' ORDER BY o.seq) FROM delivery.events e JOIN delivery.event_outbox o ON o.event_id = e.id WHERE e.notification_id = $1", notification));
    }

    [Fact]
    public async Task A_receipt_that_is_faster_than_the_settlement_waits_for_it()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Queued);
        var claimed = await room.ClaimAsync(deliveries);
        var receipts = new Applied(room);

        await receipts.ArriveAsync(Event(ProviderEventKind.Delivered, "fast", deliveries[0]));
        Assert.Equal(1, await receipts.ApplyAsync());
        Assert.Equal(NotificationStatus.Processing, await room.StatusAsync(notification));
        await room.SettleAsync([.. claimed]);
        Assert.Equal(0, await receipts.ApplyAsync()); // not due yet
        room.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await receipts.ApplyAsync());

        Assert.Equal(NotificationStatus.Delivered, await room.StatusAsync(notification));
    }

    [Fact]
    public async Task A_word_that_it_arrived_ends_the_retries_of_what_nobody_knew_was_sent()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.RetryWait);
        await room.ExecuteAsync("UPDATE delivery.deliveries SET attempts = 1 WHERE id = $1", deliveries[0]);
        var receipts = new Applied(room);

        await receipts.ArriveAsync(Event(ProviderEventKind.Delivered, "e", deliveries[0]));
        await receipts.ApplyAsync();

        Assert.Equal(NotificationStatus.Delivered, await room.StatusAsync(notification));
        Assert.Empty(await room.ClaimAsync(deliveries));
    }

    [Fact]
    public async Task Another_environments_delivery_is_out_of_reach()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var (notification, deliveries) = await room.AddAsync(DeliveryStatus.Sent);
        var receipts = new Applied(room, new EnvironmentId(Guid.CreateVersion7()));

        await receipts.ArriveAsync(Event(ProviderEventKind.HardBounce, "e", deliveries[0]));
        await receipts.ApplyAsync();

        Assert.Equal((short)DeliveryStatus.Sent, await room.ScalarAsync<short>("SELECT status FROM delivery.deliveries WHERE id = $1", deliveries[0]));
        Assert.Equal(NotificationStatus.Processing, await room.StatusAsync(notification)); // as it was made
        Assert.Empty(receipts.Suppressed);
    }

    [Fact]
    public async Task Nonsense_is_kept_out_of_the_database_and_harms_nobody()
    {
        await using var room = await DeliveryRoom.OpenAsync(servers);
        var receipts = new Applied(room);

        await receipts.ArriveAsync(new ProviderEvent
        {
            Kind = ProviderEventKind.Failed,
            EventId = "\0\ud800 " + new string('x', 190),
            DeliveryId = "not-an-id",
            Address = "a\0b",
            Code = "\n",
            Reason = new string('y', 10_000),
            OccurredAt = DateTimeOffset.MaxValue,
        });

        Assert.Equal(1, await receipts.ApplyAsync());
        Assert.Equal((short)ReceiptResult.Unmatched, await room.ScalarAsync<short>("SELECT result FROM delivery.receipts"));
    }

    private static ProviderEvent Event(ProviderEventKind kind, string id, Guid delivery) => new() { Kind = kind, EventId = id, DeliveryId = delivery.ToString("D") };

    /// <summary>What stores and applies receipts, as the gateway and the dispatcher do.</summary>
    private sealed class Applied : ISuppressionList
    {
        private readonly DeliveryRoom room;
        private readonly EnvironmentId environment;
        private readonly IntegrationId integration = new(Guid.CreateVersion7());

        public Applied(DeliveryRoom room, EnvironmentId? environment = null)
        {
            this.room = room;
            this.environment = environment ?? room.EnvironmentId;
        }

        public List<(string Channel, string Address, string Reason, string? Code)> Suppressed { get; } = [];

        public Task ArriveAsync(params ProviderEvent[] events) =>
            new ReceiptStore(room.Database, room.Time).StoreAsync(environment, integration, events, Token);

        public async Task<int> ApplyAsync()
        {
            using var loop = new ReceiptLoop(room.Database, new ReceiptEvents(room.Time), this, room.Time, NullLogger<ReceiptLoop>.Instance);
            return await loop.ApplyAsync(Token);
        }

        public ValueTask<bool> AddAsync(EnvironmentId environmentId, Suppression suppression, CancellationToken cancellationToken)
        {
            Suppressed.Add((suppression.Channel, suppression.Address, suppression.Reason, suppression.Code));
            return new(true);
        }

        public ValueTask<bool> RemoveAsync(EnvironmentId environmentId, string channel, string address, CancellationToken cancellationToken) => new(false);

        public Task<IReadOnlyList<Suppression>> ListAsync(
            EnvironmentId environmentId, (string Channel, string Address)? after, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Suppression>>([]);
    }
}
