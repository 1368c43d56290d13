using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Finds work that waits far longer than any backlog explains, because the broker lost its message, and announces it again. The claim makes a needless repeat harmless.</summary>
internal sealed class StrayStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    private const int MostAtOnce = 1_000;
    private const int MostJobsAtOnce = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <returns>How many were announced again.</returns>
    public async Task<int> AnnounceAgainAsync(CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var found = new List<(Guid Id, EnvironmentId Environment, Lane Lane, LaneWork Work)>();
        await using (var command = connection.Statement(
            $"""
            WITH queued AS (
                UPDATE delivery.deliveries SET queued_at = $1 WHERE id IN (
                    SELECT id FROM delivery.deliveries WHERE status = 1 AND queued_at < $2 LIMIT {MostAtOnce} FOR UPDATE SKIP LOCKED)
                RETURNING id, environment_id, channel, priority)
            SELECT id, environment_id, channel, priority, {(int)LaneWork.Send} FROM queued
            UNION ALL
            (SELECT id, environment_id, NULL, priority, {(int)LaneWork.Plan} FROM delivery.notifications WHERE status = 0 AND id < $3 ORDER BY id LIMIT {MostAtOnce})
            UNION ALL
            (SELECT id, environment_id, NULL, priority, {(int)LaneWork.ExpandJob} FROM delivery.jobs j
             WHERE status < 2 AND expanded < total AND id < $3 AND NOT EXISTS (SELECT 1 FROM delivery.timers t WHERE t.target_id = j.id) ORDER BY id LIMIT {MostAtOnce})
            """, now.UtcDateTime, (now - Patience).UtcDateTime, Uuid7.FloorOf(now - Patience)))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var priority = (Priority)reader.GetInt16(3);
                var stage = reader.TextOrNull(2) is { } channel ? LaneNames.SendStage(channel) : LaneNames.PlanStage;
                found.Add((reader.GetGuid(0), new(reader.GetGuid(1)), new(stage, priority), (LaneWork)reader.GetInt32(4)));
            }
        }

        var announced = found
            .GroupBy(static stray => (stray.Environment, stray.Lane, stray.Work))
            .SelectMany(group => OutboxEntry.Make(
                new(group.Key.Lane.Stage, group.Key.Lane.Priority), group.Key.Work, group.Key.Environment, group.Select(static stray => stray.Id), traceParent: null, timeProvider))
            .ToList();
        if (announced.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { OutboxStore.Insert(announced) } };
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return found.Count;
    }

    /// <summary>Closes jobs whose last notification ended in a process that died before it could close them.</summary>
    public async Task CloseEndedJobsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var open = new List<Guid>();
        await using (var command = connection.Statement(
            $"SELECT id FROM delivery.jobs WHERE status < 2 AND handed >= total ORDER BY random() LIMIT {MostJobsAtOnce}")) // at random: none is always behind others
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                open.Add(reader.GetGuid(0));
            }
        }

        if (open.Count > 0)
        {
            await JobClosing.CloseAsync(connection, [.. open], timeProvider, cancellationToken);
        }
    }

    private readonly record struct Lane(string Stage, Priority Priority);
}
