using Notify.Delivery.Sending;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL that records attempts' ends, many at once. Only the holder of a delivery's latest claim can record; all else is without effect.</summary>
internal sealed class SettleStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    public async Task StoreAsync(IReadOnlyList<Settlement> group, CancellationToken cancellationToken)
    {
        var settlements = OnePerDelivery(group);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var notifications = settlements.SelectMany(static s => s.NotificationIds).Distinct().ToArray();
        var announced = settlements.SelectMany(static s => s.Announced).ToList();
        await using (var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { NotificationDerivation.Lock(notifications), Record(settlements) },
        })
        {
            if (announced.Count > 0)
            {
                batch.BatchCommands.Add(OutboxStore.Insert(announced));
            }

            batch.BatchCommands.Add(NotificationDerivation.Derive(notifications));
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var jobs = settlements.Where(static s => s.Verdict.IsSuccess || s.Verdict.IsFailure).SelectMany(static s => s.JobIds).Distinct().ToArray();
        if (jobs.Length > 0)
        {
            await JobClosing.CloseAsync(connection, jobs, timeProvider, cancellationToken);
        }
    }

    /// <summary>
    /// Of several ends of one delivery the latest claim's counts, and of that the first: after an outage of the database the reaper may
    /// take a lease for lost whose outcome is still on its way here.
    /// </summary>
    private static List<Settlement> OnePerDelivery(IReadOnlyList<Settlement> group) =>
        group.GroupBy(static s => s.Delivery.Id).Select(static ends => ends.MaxBy(static s => s.Delivery.Fence)!).ToList(); // a group is never empty

    private static NpgsqlBatchCommand Record(IReadOnlyList<Settlement> settlements)
    {
        var events = settlements.SelectMany(static s => s.Events).ToList();
        return Sql.BatchCommand(
            """
            WITH ended AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $18, $19, $20)
                AS e (id, fence, number, status, outcome, code, reason, provider_message_id, finished_at, retry_at, timer_id, segments, simulated, attempt_limit)),
            moved AS (
                UPDATE delivery.deliveries d SET
                    status = e.status,
                    lease_until = NULL,
                    reason = CASE WHEN d.is_replay AND e.status = 5 THEN NULL ELSE e.code END,
                    provider_message_id = coalesce(e.provider_message_id, d.provider_message_id),
                    attempt_limit = coalesce(e.attempt_limit, d.attempt_limit),
                    segments = coalesce(e.segments, d.segments),
                    simulated = d.simulated OR e.simulated,
                    sent_at = CASE WHEN e.status IN (4, 5) AND NOT d.is_replay THEN e.finished_at ELSE d.sent_at END,
                    delivered_at = CASE WHEN e.status = 5 AND NOT d.is_replay THEN e.finished_at ELSE d.delivered_at END,
                    failed_at = CASE WHEN e.status IN (6, 7, 8) THEN e.finished_at END,
                    queued_at = CASE WHEN e.status = 1 THEN e.finished_at ELSE d.queued_at END
                FROM ended e WHERE d.id = e.id AND d.fence = e.fence AND d.status = 2 RETURNING d.id, d.environment_id),
            recorded AS (
                UPDATE delivery.attempts a SET
                    finished_at = e.finished_at, outcome = e.outcome, code = e.code, reason = e.reason, provider_message_id = e.provider_message_id
                FROM ended e JOIN moved ON moved.id = e.id WHERE a.delivery_id = e.id AND a.number = e.number),
            waiting AS (
                INSERT INTO delivery.timers (id, due_at, kind, target_id, environment_id)
                SELECT e.timer_id, e.retry_at, 2, e.id, moved.environment_id FROM ended e JOIN moved ON moved.id = e.id WHERE e.timer_id IS NOT NULL),
            told AS (
                SELECT t.* FROM unnest($12, $13, $14, $15, $16, $17) WITH ORDINALITY
                    AS t (delivery_id, id, environment_id, notification_id, type, payload, position)
                JOIN moved ON moved.id = t.delivery_id),
            kept AS (
                INSERT INTO delivery.events (id, environment_id, notification_id, type, payload)
                SELECT id, environment_id, notification_id, type, payload FROM told)
            INSERT INTO delivery.event_outbox (event_id) SELECT id FROM told ORDER BY position
            """,
            settlements.Select(static s => s.Delivery.Id.Value).ToArray(),
            settlements.Select(static s => s.Delivery.Fence).ToArray(),
            settlements.Select(static s => s.Delivery.Attempt).ToArray(),
            settlements.Select(static s => (short)s.Verdict.Status).ToArray(),
            settlements.Select(static s => (short)s.Verdict.Outcome).ToArray(),
            settlements.Select(static s => s.Verdict.Code).ToArray(),
            settlements.Select(static s => s.Verdict.Reason).ToArray(),
            settlements.Select(static s => s.Verdict.ProviderMessageId).ToArray(),
            settlements.Select(static s => s.FinishedAt.UtcDateTime).ToArray(),
            Sql.TimeArray(settlements.Select(static s => s.Verdict.RetryAt)),
            Sql.IdArray(settlements.Select(static s => s.TimerId)),
            events.Select(static e => e.DeliveryId).ToArray(),
            events.Select(static e => e.Id).ToArray(),
            events.Select(static e => e.EnvironmentId.Value).ToArray(),
            events.Select(static e => e.NotificationId).ToArray(),
            events.Select(static e => e.Type).ToArray(),
            Sql.JsonArray(events.Select(static e => e.Payload).ToArray()),
            settlements.Select(static s => s.Verdict.Segments).ToArray(),
            settlements.Select(static s => s.Verdict.IsSimulated).ToArray(),
            settlements.Select(static s => s.Verdict.AttemptLimit).ToArray());
    }
}
