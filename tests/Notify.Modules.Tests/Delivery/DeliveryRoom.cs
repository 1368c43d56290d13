using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.Delivery;
using Notify.Delivery.Contracts;
using Notify.Delivery.Housekeeping;
using Notify.Delivery.Sending;
using Notify.Delivery.Storage;
using Notify.Postgres;
using Notify.Postgres.Migrations;
using Notify.Primitives;
using Npgsql;

namespace Notify.Modules.Tests.Delivery;

/// <summary>The delivery schema on a database of its own, with a clock that moves when told.</summary>
internal sealed class DeliveryRoom : IAsyncDisposable
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private readonly IHost host;

    private DeliveryRoom(IHost host, FakeTimeProvider time)
    {
        this.host = host;
        Time = time;
        Database = host.Services.GetRequiredService<NpgsqlDataSource>();
        Claims = new(Database, time);
        Settlements = new(Database, time);
        Partitions = new(Database, time);
    }

    public EnvironmentId EnvironmentId { get; } = new(Guid.CreateVersion7());

    public FakeTimeProvider Time { get; }

    public NpgsqlDataSource Database { get; }

    public ClaimStore Claims { get; }

    public SettleStore Settlements { get; }

    public PartitionStore Partitions { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<DeliveryRoom> OpenAsync(TestServers.TestServers servers)
    {
        var time = new FakeTimeProvider(new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero)); // a Monday
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:notifydb"] = await servers.CreateDatabaseAsync(Token) + ";Maximum Pool Size=60";
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddNotifyPostgres();
        builder.Services.AddMigrations("delivery", typeof(DeliveryModule).Assembly);
        var host = builder.Build();
        await host.Services.GetRequiredService<Migrator>().ApplyAsync(Token);
        var room = new DeliveryRoom(host, time);
        await room.Partitions.EnsureAsync(Token);
        return room;
    }

    /// <summary>Stores one notification with a delivery of each status.</summary>
    public async Task<(Guid Notification, Guid[] Deliveries)> AddAsync(params DeliveryStatus[] deliveries)
    {
        var (notification, ids) = (Uuid7.New(Time), deliveries.Select(_ => Uuid7.New(Time)).ToArray());
        await ExecuteAsync(
            """
            WITH n AS (
                INSERT INTO delivery.notifications (id, environment_id, trigger_id, subscriber_id, user_id, channel, priority, status, simulated)
                VALUES ($1, $2, $1, $1, 'alice', 'sms', 1, 2, false)),
            l AS (
                INSERT INTO delivery.delivery_notifications (delivery_id, notification_id) SELECT id, $1 FROM unnest($3) AS d (id))
            INSERT INTO delivery.deliveries (id, environment_id, channel, priority, status, address, simulated, retry_preset, queued_at)
            SELECT id, $2, 'sms', 1, status, '+49', false, 'standard', $5 FROM unnest($3, $4) AS d (id, status)
            """, notification, EnvironmentId.Value, ids, deliveries.Select(static status => (short)status).ToArray(), Time.GetUtcNow().UtcDateTime);
        return (notification, ids);
    }

    public Task<List<ClaimedDelivery>> ClaimAsync(params Guid[] deliveries) => Claims.ClaimAsync(deliveries, new RouteTable([], new Breakers(Time)), Lease, Token);

    /// <summary>Records that the provider took a delivery.</summary>
    public Task SettleAsync(params ClaimedDelivery[] claimed) => Settlements.StoreAsync([.. claimed.Select(c => End(c, Taken))], Token);

    public Settlement End(ClaimedDelivery claimed, Verdict verdict) => new SettlementMaker(Time).Make(claimed, verdict, "relay");

    public static Verdict Taken { get; } = new() { Status = DeliveryStatus.Sent, Outcome = AttemptOutcome.Accepted, ProviderMessageId = "id" };

    /// <summary>Cancels a notification as a request does: locked, in a transaction.</summary>
    public async Task<bool> CancelAsync(Guid notification)
    {
        await using var connection = await Database.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var state = await ControlStore.LockAsync(connection, EnvironmentId, new(notification), Token);
        var told = Notify.Delivery.Events.EventDraft.Make("cancelled", EnvironmentId, notification, null, Time, state, static (_, _) => { });
        var cancelled = await ControlStore.CancelAsync(connection, new(notification), told, Token);
        await transaction.CommitAsync(Token);
        return cancelled;
    }

    public async Task<NotificationStatus> StatusAsync(Guid notification) =>
        (NotificationStatus)await ScalarAsync<short>("SELECT status FROM delivery.notifications WHERE id = $1", notification);

    public async Task<T> ScalarAsync<T>(string sql, params object[] values)
    {
        await using var command = Database.Statement(sql, values);
        return (T)(await command.ExecuteScalarAsync(Token))!; // asked of rows that are there
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Database.Statement(sql, values);
        await command.ExecuteNonQueryAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        host.Dispose();
    }
}
