using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Outbox;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of manual retry and cancellation. Runs inside the caller's transaction.</summary>
internal static class ControlStore
{
    /// <summary>Locks a notification and reads where it stands.</summary>
    public static async Task<State?> LockAsync(NpgsqlConnection connection, EnvironmentId environmentId, NotificationId id, CancellationToken cancellationToken)
    {
        await using (var command = connection.Statement(
            "SELECT 1 FROM delivery.notifications WHERE id = $1 AND environment_id = $2 FOR UPDATE", id.Value, environmentId.Value))
        {
            if (await command.ExecuteScalarAsync(cancellationToken) is null)
            {
                return null;
            }
        }

        await using var read = connection.Statement(
            """
            SELECT n.status, n.user_id, n.channel, n.priority, t.trace_parent, n.job_id,
                   coalesce(sum(d.attempts), 0)::int, coalesce(bool_or(d.status = 2), false)
            FROM delivery.notifications n
            LEFT JOIN delivery.triggers t ON t.id = n.trigger_id
            LEFT JOIN delivery.delivery_notifications l ON l.notification_id = n.id
            LEFT JOIN delivery.deliveries d ON d.id = l.delivery_id
            WHERE n.id = $1 GROUP BY n.id, n.status, n.user_id, n.channel, n.priority, t.trace_parent, n.job_id
            """, id.Value);
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(
            (NotificationStatus)reader.GetInt16(0), reader.GetString(1), reader.GetString(2), (Priority)reader.GetInt16(3),
            reader.TextOrNull(4), reader.IdOrNull(5), reader.GetInt32(6), reader.GetBoolean(7));
    }

    /// <summary>
    /// Queues what failed or was skipped for exactly one more attempt, to the same address while the recipient has it; what went to an address
    /// of the past goes to the first of today.
    /// </summary>
    /// <returns>The deliveries to announce.</returns>
    public static async Task<IReadOnlyList<Guid>> RequeueAsync(
        NpgsqlConnection connection, NotificationId id, string[] addresses, DateTimeOffset now, EventDraft retried, CancellationToken cancellationToken)
    {
        var queued = new List<Guid>();
        await using (var command = connection.Statement(
            """
            UPDATE delivery.deliveries d SET status = 1, attempt_limit = d.attempts + 1,
                address = CASE WHEN d.address = ANY($2) THEN d.address ELSE ($2)[1] END, queued_at = $3, failed_at = NULL, reason = NULL
            FROM delivery.delivery_notifications l
            WHERE l.notification_id = $1 AND d.id = l.delivery_id AND d.status IN (6, 7, 8, 10, 11) RETURNING d.id
            """, id.Value, addresses, now.UtcDateTime))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                queued.Add(reader.GetGuid(0));
            }
        }

        await TellAndDeriveAsync(connection, id, retried, cancellationToken);
        return queued;
    }

    /// <summary>Queues what was delivered for exactly one more attempt.</summary>
    /// <returns>The deliveries to announce.</returns>
    public static async Task<IReadOnlyList<Guid>> ReplayAsync(
        NpgsqlConnection connection, NotificationId id, DateTimeOffset now, EventDraft replayed, CancellationToken cancellationToken)
    {
        var queued = new List<Guid>();
        await using (var command = connection.Statement(
            """
            UPDATE delivery.deliveries d SET status = 1, attempt_limit = d.attempts + 1, queued_at = $2, is_replay = true, deadline = NULL
            FROM delivery.delivery_notifications l
            WHERE l.notification_id = $1 AND d.id = l.delivery_id AND d.status = 5 RETURNING d.id
            """, id.Value, now.UtcDateTime))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                queued.Add(reader.GetGuid(0));
            }
        }

        if (queued.Count > 0)
        {
            await TellAndDeriveAsync(connection, id, replayed, cancellationToken);
        }

        return queued;
    }

    /// <summary>Cancels what no provider has.</summary>
    /// <returns><see langword="false"/> when nothing was left to cancel.</returns>
    public static async Task<bool> CancelAsync(NpgsqlConnection connection, NotificationId id, EventDraft cancelled, CancellationToken cancellationToken)
    {
        await using (var command = connection.Statement(
            """
            WITH stopped AS (
                UPDATE delivery.deliveries d SET status = 9, reason = 'CANCELLED'
                FROM delivery.delivery_notifications l
                WHERE l.notification_id = $1 AND d.id = l.delivery_id AND d.status IN (0, 1, 3) AND NOT d.is_replay RETURNING d.id),
            unplanned AS (
                UPDATE delivery.notifications SET status = 8, reason = 'CANCELLED', hold_reason = NULL WHERE id = $1 AND status IN (0, 1) RETURNING id, job_id),
            handed AS (
                UPDATE delivery.jobs j SET handed = j.handed + 1 FROM unplanned WHERE j.id = unplanned.job_id),
            untimed AS (
                DELETE FROM delivery.timers WHERE id IN (
                    SELECT id FROM delivery.timers WHERE target_id = $1 OR target_id IN (SELECT id FROM stopped) FOR UPDATE SKIP LOCKED)) -- one that fires now finds nothing to do
            SELECT (SELECT count(*) FROM stopped) + (SELECT count(*) FROM unplanned)
            """, id.Value))
        {
            if (await command.ExecuteScalarAsync(cancellationToken) is 0L)
            {
                return false;
            }
        }

        await TellAndDeriveAsync(connection, id, cancelled, cancellationToken);
        return true;
    }

    /// <summary>Commits lane messages with the change.</summary>
    public static async Task AnnounceAsync(NpgsqlConnection connection, IReadOnlyList<OutboxEntry> announced, CancellationToken cancellationToken)
    {
        if (announced.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { OutboxStore.Insert(announced) } };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task TellAndDeriveAsync(NpgsqlConnection connection, NotificationId id, EventDraft told, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var command in EventStore.Insert([told]))
        {
            batch.BatchCommands.Add(command);
        }

        batch.BatchCommands.Add(NotificationDerivation.Derive([id.Value]));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Where a notification stands.</summary>
    internal sealed record State(
        NotificationStatus Status, string UserId, string Channel, Priority Priority, string? TraceParent, Guid? JobId, int Attempts, bool IsSending);
}
