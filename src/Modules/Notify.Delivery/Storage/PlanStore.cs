using Notify.Delivery.Outbox;
using Notify.Delivery.Planning;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of planning.</summary>
internal sealed class PlanStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    /// <summary>Reads those notifications that are still to be planned.</summary>
    public async Task<List<PlannableNotification>> ReadAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT n.id, n.environment_id, n.subscriber_id, n.user_id, n.channel, n.priority, n.deadline, n.simulated, n.job_id, t.trace_parent, t.overrides
            FROM delivery.notifications n LEFT JOIN delivery.triggers t ON t.id = n.trigger_id
            WHERE n.id = ANY($1) AND n.status = 0 ORDER BY n.id
            """, ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var notifications = new List<PlannableNotification>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            notifications.Add(new(
                reader.GetGuid(0), new(reader.GetGuid(1)), new(reader.GetGuid(2)), reader.GetString(3), reader.GetString(4), (Priority)reader.GetInt16(5),
                reader.TimeOrNull(6), reader.GetBoolean(7), reader.IdOrNull(8), reader.TextOrNull(9), reader.TextOrNull(10)));
        }

        return notifications;
    }

    /// <summary>
    /// Stores the deliveries of notifications that are still to be planned; where another dispatcher was faster nothing is stored. A lane
    /// message for a delivery that was not stored finds nothing to claim.
    /// </summary>
    public async Task StoreAsync(IReadOnlyList<PlannedDelivery> planned, IReadOnlyList<OutboxEntry> announced, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Insert(planned, timeProvider.GetUtcNow()) } };
        if (announced.Count > 0)
        {
            batch.BatchCommands.Add(OutboxStore.Insert(announced));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        var jobs = planned.Where(static plan => plan.Skipped is not null).Select(static plan => plan.Notification.JobId).OfType<Guid>().Distinct().ToArray();
        if (jobs.Length > 0)
        {
            await JobClosing.CloseAsync(connection, jobs, timeProvider, cancellationToken);
        }
    }

    private static NpgsqlBatchCommand Insert(IReadOnlyList<PlannedDelivery> planned, DateTimeOffset now)
    {
        var skips = planned.Select(static plan => plan.Skipped).OfType<Events.EventDraft>().ToList();
        return Sql.BatchCommand(
            """
            WITH plan AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $18, $19)
                AS p (id, notification_id, environment_id, channel, priority, status, address, simulated, retry_preset, reason, deadline, route, proceeds)),
            taken AS (
                UPDATE delivery.notifications n SET status = CASE WHEN p.proceeds THEN 2 ELSE 7 END, reason = CASE WHEN p.proceeds THEN NULL ELSE p.reason END
                FROM (SELECT DISTINCT ON (notification_id) * FROM plan ORDER BY notification_id, id) p WHERE n.id = p.notification_id AND n.status = 0 RETURNING n.id, n.job_id),
            made AS (
                INSERT INTO delivery.deliveries (id, environment_id, channel, priority, status, address, simulated, retry_preset, reason, deadline, queued_at, route)
                SELECT p.id, p.environment_id, p.channel, p.priority, p.status, p.address, p.simulated, p.retry_preset, p.reason, p.deadline, $12, p.route
                FROM plan p JOIN taken ON taken.id = p.notification_id),
            linked AS (
                INSERT INTO delivery.delivery_notifications (delivery_id, notification_id)
                SELECT p.id, p.notification_id FROM plan p JOIN taken ON taken.id = p.notification_id),
            handed AS (
                UPDATE delivery.jobs j SET handed = handed + c.count, status = greatest(j.status, 1)
                FROM (SELECT job_id, count(*)::int AS count FROM taken WHERE job_id IS NOT NULL GROUP BY job_id) c WHERE j.id = c.job_id),
            skip AS (
                SELECT e.* FROM unnest($13, $14, $15, $16, $17) AS e (id, environment_id, notification_id, type, payload) JOIN taken ON taken.id = e.notification_id),
            told AS (
                INSERT INTO delivery.events (id, environment_id, notification_id, type, payload) SELECT * FROM skip)
            INSERT INTO delivery.event_outbox (event_id) SELECT id FROM skip
            """,
            planned.Select(static plan => plan.DeliveryId).ToArray(),
            planned.Select(static plan => plan.Notification.Id).ToArray(),
            planned.Select(static plan => plan.Notification.EnvironmentId.Value).ToArray(),
            planned.Select(static plan => plan.Notification.Channel).ToArray(),
            planned.Select(static plan => (short)plan.Notification.Priority).ToArray(),
            planned.Select(static plan => (short)plan.Status).ToArray(),
            planned.Select(static plan => plan.Address).ToArray(),
            planned.Select(static plan => plan.Notification.Simulated).ToArray(),
            planned.Select(static plan => plan.RetryPreset).ToArray(),
            planned.Select(static plan => plan.Reason).ToArray(),
            Sql.TimeArray(planned.Select(static plan => plan.Notification.Deadline)),
            now.UtcDateTime,
            skips.Select(static skip => skip.Id).ToArray(),
            skips.Select(static skip => skip.EnvironmentId.Value).ToArray(),
            skips.Select(static skip => skip.NotificationId).ToArray(),
            skips.Select(static skip => skip.Type).ToArray(),
            Sql.JsonArray(skips.Select(static skip => skip.Payload).ToArray()),
            planned.Select(static plan => plan.Route).ToArray(),
            planned.Select(static plan => plan.NotificationProceeds).ToArray());
    }
}
