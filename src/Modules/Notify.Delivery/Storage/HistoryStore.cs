using System.Globalization;
using System.Text;
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

    private static readonly NotificationStatus[] Unsuccessful = [NotificationStatus.Failed, NotificationStatus.Skipped, NotificationStatus.Cancelled];

    private readonly TimeSpan kept = TimeSpan.FromDays(retention.Value.NotificationDays);

    public async Task<NotificationView?> FindAsync(EnvironmentId environmentId, NotificationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"SELECT {Columns} FROM delivery.notifications n {Sources} WHERE n.id = $1 AND n.environment_id = $2 AND n.id >= $3",
            id.Value, environmentId.Value, Oldest());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    public Task<HistoryPage> ListAsync(
        EnvironmentId environmentId, HistoryFilter filter, NotificationId? before, int limit, CancellationToken cancellationToken) =>
        ListAsync(
            environmentId,
            filter == HistoryFilter.Unsuccessful ? new HistoryQuery { Statuses = Unsuccessful } : new HistoryQuery(),
            before, limit, cancellationToken);

    public async Task<HistoryPage> ListAsync(
        EnvironmentId environmentId, HistoryQuery query, NotificationId? before, int limit, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(query, firstParameter: 5);
        await using var command = dataSource.Statement(
            $"""
            SELECT {Columns} FROM (
                SELECT * FROM delivery.notifications
                WHERE environment_id = $1 AND id < $2 AND id >= $3 {conditions} ORDER BY id DESC LIMIT $4) n {Sources} ORDER BY n.id DESC
            """, [environmentId.Value, before?.Value ?? Guid.AllBitsSet, Oldest(), limit + 1, .. values]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var items = new List<NotificationView>(limit);
        while (items.Count < limit && await reader.ReadAsync(cancellationToken))
        {
            items.Add(Read(reader));
        }

        return new(items, HasMore: await reader.ReadAsync(cancellationToken));
    }

    public async Task<long> CountAsync(EnvironmentId environmentId, HistoryQuery query, CancellationToken cancellationToken)
    {
        var (conditions, values) = Conditions(query, firstParameter: 3);
        await using var command = dataSource.Statement(
            $"SELECT count(*) FROM delivery.notifications WHERE environment_id = $1 AND id >= $2 {conditions}", [environmentId.Value, Oldest(), .. values]);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // count always answers
    }

    public async Task<IReadOnlyList<NotificationView>> FindManyAsync(
        EnvironmentId environmentId, IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"SELECT {Columns} FROM delivery.notifications n {Sources} WHERE n.id = ANY($1) AND n.environment_id = $2 AND n.id >= $3",
            ids.Select(static id => id.Value).ToArray(), environmentId.Value, Oldest());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<NotificationView>(ids.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Read(reader));
        }

        return found;
    }

    private static (string Conditions, IReadOnlyList<object> Values) Conditions(HistoryQuery query, int firstParameter)
    {
        var text = new StringBuilder();
        var values = new List<object>();
        if (query.Statuses is { } statuses)
        {
            if (statuses.Count > 0 && statuses.All(Unsuccessful.Contains))
            {
                text.Append(" AND status IN (6, 7, 8)"); // as the partial index says it, which the planner does not find by itself
            }

            Add("status = ANY({0})", statuses.Select(static status => (short)status).ToArray());
        }

        Add("channel = {0}", query.Channel);
        Add("user_id = {0}", query.UserId);
        Add("job_id = {0}", query.JobId?.Value);
        return (text.ToString(), values);

        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                text.Append(" AND ").AppendFormat(CultureInfo.InvariantCulture, condition, $"${firstParameter + values.Count}");
                values.Add(value);
            }
        }
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
