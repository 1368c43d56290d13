using Microsoft.Extensions.Options;
using Notify.Delivery.Contracts;
using Notify.Delivery.Housekeeping;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of looking back. What retention lets go is invisible from that moment, although its partition is dropped a little later.</summary>
internal sealed class HistoryStore(NpgsqlDataSource dataSource, IOptions<RetentionOptions> retention, TimeProvider timeProvider)
{
    private const string Columns =
        """
        n.id, n.user_id, n.channel, n.priority, n.status, n.delivered_at, n.failed_at, coalesce(n.reason, CASE n.hold_reason WHEN 1 THEN 'SCHEDULE' WHEN 2 THEN 'RATE_LIMIT' END),
        n.simulated, t.metadata, coalesce(a.attempts, 0), coalesce(a.sending, false)
        """;

    private const string Sources =
        """
        LEFT JOIN delivery.triggers t ON t.id = n.trigger_id
        LEFT JOIN LATERAL (
            SELECT sum(d.attempts)::int AS attempts, bool_or(d.status = 2) AS sending
            FROM delivery.delivery_notifications l JOIN delivery.deliveries d ON d.id = l.delivery_id WHERE l.notification_id = n.id) a ON true
        """;

    private readonly TimeSpan kept = TimeSpan.FromDays(retention.Value.NotificationDays);

    public async Task<NotificationView?> FindAsync(EnvironmentId environmentId, NotificationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"SELECT {Columns} FROM delivery.notifications n {Sources} WHERE n.id = $1 AND n.environment_id = $2 AND n.id >= $3",
            id.Value, environmentId.Value, Oldest());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public async Task<HistoryPage> ListAsync(
        EnvironmentId environmentId, HistoryFilter filter, NotificationId? before, int limit, CancellationToken cancellationToken)
    {
        var statuses = filter == HistoryFilter.Unsuccessful ? "AND status IN (6, 7, 8)" : "";
        await using var command = dataSource.Statement(
            $"""
            SELECT {Columns} FROM (
                SELECT * FROM delivery.notifications
                WHERE environment_id = $1 AND id < $2 AND id >= $3 {statuses} ORDER BY id DESC LIMIT $4) n {Sources} ORDER BY n.id DESC
            """, environmentId.Value, before?.Value ?? Guid.AllBitsSet, Oldest(), limit + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<NotificationView>(limit);
        while (items.Count < limit && await reader.ReadAsync(cancellationToken))
        {
            items.Add(Read(reader));
        }

        return new(items, HasMore: await reader.ReadAsync(cancellationToken));
    }

    public async Task<IReadOnlyList<AttemptView>> ListAttemptsAsync(EnvironmentId environmentId, NotificationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT a.delivery_id, a.number, a.integration_id, a.started_at, a.finished_at, a.outcome, a.code, a.reason, a.provider_message_id
            FROM delivery.delivery_notifications l JOIN delivery.attempts a ON a.delivery_id = l.delivery_id
            WHERE l.notification_id = $1 AND a.environment_id = $2 ORDER BY a.started_at, a.delivery_id, a.number
            """, id.Value, environmentId.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var attempts = new List<AttemptView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts.Add(new()
            {
                DeliveryId = new(reader.GetGuid(0)),
                Number = reader.GetInt32(1),
                IntegrationId = reader.IdOrNull(2) is { } integration ? new IntegrationId(integration) : null,
                StartedAt = reader.GetFieldValue<DateTimeOffset>(3),
                FinishedAt = reader.TimeOrNull(4),
                Outcome = (AttemptOutcome)reader.GetInt16(5),
                Code = reader.TextOrNull(6),
                Reason = reader.TextOrNull(7),
                ProviderMessageId = reader.TextOrNull(8),
            });
        }

        return attempts;
    }

    private Guid Oldest() => Uuid7.FloorOf(timeProvider.GetUtcNow() - kept);

    private static NotificationView Read(NpgsqlDataReader reader) => new()
    {
        Id = new(reader.GetGuid(0)),
        UserId = reader.GetString(1),
        Channel = reader.GetString(2),
        Priority = (Priority)reader.GetInt16(3),
        Status = (NotificationStatus)reader.GetInt16(4),
        QueuedAt = Uuid7.TimeOf(reader.GetGuid(0)),
        DeliveredAt = reader.TimeOrNull(5),
        FailedAt = reader.TimeOrNull(6),
        Reason = reader.TextOrNull(7),
        Simulated = reader.GetBoolean(8),
        MetadataJson = reader.TextOrNull(9),
        Attempts = reader.GetInt32(10),
        IsSending = reader.GetBoolean(11),
    };
}
