using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Timers;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of timers: one table for everything that waits, fired by whoever comes first.</summary>
internal sealed class TimerStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    private const int MostAtOnce = 500;

    public static NpgsqlBatchCommand Insert(IReadOnlyList<TimerRow> timers) => Sql.BatchCommand(
        "INSERT INTO delivery.timers (id, due_at, kind, target_id, environment_id) SELECT * FROM unnest($1, $2, $3, $4, $5)",
        timers.Select(static timer => timer.Id).ToArray(),
        timers.Select(static timer => timer.DueAt.UtcDateTime).ToArray(),
        timers.Select(static timer => (short)timer.Kind).ToArray(),
        timers.Select(static timer => timer.TargetId).ToArray(),
        timers.Select(static timer => timer.EnvironmentId.Value).ToArray());

    /// <summary>Fires what is due: changes the states and commits the lane messages that announce it, in one transaction.</summary>
    /// <returns>The committed messages, and how many timers fired.</returns>
    public async Task<(IReadOnlyList<OutboxEntry> Announced, int Fired)> FireAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await TakeDueAsync(connection, now, cancellationToken);
        if (due.Count == 0)
        {
            return ([], 0);
        }

        var announced = new List<OutboxEntry>();
        foreach (var kind in due.GroupBy(static timer => timer.Kind))
        {
            var targets = kind.Select(static timer => timer.TargetId).ToArray();
            announced.AddRange(kind.Key switch
            {
                TimerKind.ReleaseNotification => await ReleaseAsync(connection, targets, cancellationToken),
                TimerKind.RetryDelivery => await RequeueAsync(connection, targets, now, cancellationToken),
                _ => await StartJobsAsync(connection, targets, cancellationToken),
            });
        }

        if (announced.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { OutboxStore.Insert(announced) } };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return (announced, due.Count);
    }

    private static async Task<List<TimerRow>> TakeDueAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(
            $"""
            DELETE FROM delivery.timers WHERE id IN (
                SELECT id FROM delivery.timers WHERE due_at <= $1 ORDER BY due_at LIMIT {MostAtOnce} FOR UPDATE SKIP LOCKED)
            RETURNING id, due_at, kind, target_id, environment_id
            """, now.UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<TimerRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), (TimerKind)reader.GetInt16(2), reader.GetGuid(3), new(reader.GetGuid(4))));
        }

        return due;
    }

    private async Task<List<OutboxEntry>> ReleaseAsync(NpgsqlConnection connection, Guid[] notifications, CancellationToken cancellationToken)
    {
        var released = await ReadTargetsAsync(connection,
            """
            UPDATE delivery.notifications SET status = 0, hold_reason = NULL
            WHERE id = ANY($1) AND status = 1 RETURNING id, environment_id, '', priority
            """, cancellationToken, notifications);
        return Announce(released, static _ => LaneNames.PlanStage, LaneWork.Plan);
    }

    private async Task<List<OutboxEntry>> RequeueAsync(NpgsqlConnection connection, Guid[] deliveries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var queued = await ReadTargetsAsync(connection,
            """
            UPDATE delivery.deliveries SET status = 1, queued_at = $2
            WHERE id = ANY($1) AND status = 3 RETURNING id, environment_id, channel, priority
            """, cancellationToken, deliveries, now.UtcDateTime);
        return Announce(queued, LaneNames.SendStage, LaneWork.Send);
    }

    private async Task<List<OutboxEntry>> StartJobsAsync(NpgsqlConnection connection, Guid[] jobs, CancellationToken cancellationToken)
    {
        var started = await ReadTargetsAsync(connection,
            "SELECT id, environment_id, '', priority FROM delivery.jobs WHERE id = ANY($1)", cancellationToken, jobs);
        return Announce(started, static _ => LaneNames.PlanStage, LaneWork.ExpandJob);
    }

    private static async Task<List<Target>> ReadTargetsAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = connection.Statement(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var targets = new List<Target>();
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.Add(new(reader.GetGuid(0), new(reader.GetGuid(1)), reader.GetString(2), (Priority)reader.GetInt16(3)));
        }

        return targets;
    }

    private List<OutboxEntry> Announce(List<Target> targets, Func<string, string> stage, LaneWork work) => targets
        .GroupBy(static target => (target.EnvironmentId, target.Channel, target.Priority))
        .SelectMany(group => OutboxEntry.Make(
            new(stage(group.Key.Channel), group.Key.Priority), work, group.Key.EnvironmentId, group.Select(static target => target.Id), traceParent: null, timeProvider))
        .ToList();

    private readonly record struct Target(Guid Id, EnvironmentId EnvironmentId, string Channel, Priority Priority);
}
