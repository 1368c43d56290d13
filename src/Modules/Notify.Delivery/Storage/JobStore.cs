using Notify.Delivery.Contracts;
using Notify.Delivery.Jobs;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of jobs outside their acceptance.</summary>
internal sealed class JobStore(NpgsqlDataSource dataSource)
{
    public async Task<JobCommit> BeginAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return new(connection, await connection.BeginTransactionAsync(cancellationToken));
    }

    /// <summary>Finds what a keyed batch was answered before.</summary>
    /// <returns>The stored answer; <see langword="null"/> when the key is new.</returns>
    /// <exception cref="NotifyException">The key stands for another request.</exception>
    public async Task<string?> FindAnswerAsync(EnvironmentId environmentId, RequestKey key, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await JobCommit.ReadAnswerAsync(connection, environmentId, key, cancellationToken);
    }

    /// <summary>Counts how far a job is.</summary>
    public async Task<JobView?> FindAsync(EnvironmentId environmentId, JobId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT j.status, j.total, j.rejected, j.expanded,
                   count(n.id) FILTER (WHERE n.status IN (3, 4, 5)), count(n.id) FILTER (WHERE n.status IN (6, 7, 8))
            FROM delivery.jobs j LEFT JOIN delivery.notifications n ON n.job_id = j.id
            WHERE j.id = $1 AND j.environment_id = $2 GROUP BY j.id
            """, id.Value, environmentId.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (status, total, rejected, expanded) = ((JobStatus)reader.GetInt16(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
        var (sent, failed) = ((int)reader.GetInt64(4), (int)reader.GetInt64(5) + rejected);
        return new(id, Derive(status, expanded, sent, failed, total), sent, failed, total);
    }

    /// <summary>The stored status only lags behind the counts; it never goes back when a failed one is retried.</summary>
    private static JobStatus Derive(JobStatus stored, int expanded, int sent, int failed, int total) => stored switch
    {
        JobStatus.Completed or JobStatus.CompletedWithErrors => stored,
        _ when sent + failed == total => failed == 0 ? JobStatus.Completed : JobStatus.CompletedWithErrors,
        JobStatus.Pending when expanded > 0 => JobStatus.InProgress,
        _ => stored,
    };

    /// <summary>Locks a job for expansion and reads its next recipients.</summary>
    /// <returns><see langword="null"/> when there is nothing left to expand.</returns>
    public static async Task<JobChunk?> TakeChunkAsync(NpgsqlConnection connection, Guid jobId, int size, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(
            """
            SELECT j.environment_id, j.trigger_id, j.priority, j.simulated, j.total, j.expanded, t.trace_parent
            FROM delivery.jobs j JOIN delivery.triggers t ON t.id = j.trigger_id
            WHERE j.id = $1 AND j.expanded < j.total FOR UPDATE OF j
            """, jobId);
        JobRow job;
        int expanded;
        string? traceParent;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            job = new(new(jobId), new(reader.GetGuid(0)), reader.GetGuid(1), (Priority)reader.GetInt16(2), reader.GetBoolean(3), reader.GetInt32(4));
            expanded = reader.GetInt32(5);
            traceParent = reader.TextOrNull(6);
        }

        return new(job, traceParent, await ReadRecipientsAsync(connection, jobId, expanded, size, cancellationToken));
    }

    private static async Task<IReadOnlyList<BatchRecipient>> ReadRecipientsAsync(
        NpgsqlConnection connection, Guid jobId, int from, int size, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(
            "SELECT user_id, channel FROM delivery.job_recipients WHERE job_id = $1 AND ordinal >= $2 ORDER BY ordinal LIMIT $3", jobId, from, size);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var recipients = new List<BatchRecipient>(size);
        while (await reader.ReadAsync(cancellationToken))
        {
            recipients.Add(new(reader.GetString(0), reader.GetString(1)));
        }

        return recipients;
    }

    /// <summary>Moves a job's cursor past a chunk; those found not to exist are handed over and rejected at once.</summary>
    public static NpgsqlBatchCommand Advance(Guid jobId, int expanded, int rejected) => Sql.BatchCommand(
        "UPDATE delivery.jobs SET status = greatest(status, 1), expanded = expanded + $2, rejected = rejected + $3, handed = handed + $3 WHERE id = $1",
        jobId, expanded, rejected);

    /// <summary>
    /// Closes jobs whose every recipient has an end: locks them, so that of two last notifications one sees the other, and tells it once.
    /// </summary>
    /// <returns>The jobs that closed just now.</returns>
    public static async Task<IReadOnlyList<ClosedJob>> CloseAsync(
        NpgsqlConnection connection, Guid[] jobIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.BatchCommand("SELECT 1 FROM delivery.jobs WHERE id = ANY($1) ORDER BY id FOR UPDATE", jobIds),
                Sql.BatchCommand(
                    """
                    UPDATE delivery.jobs j SET status = CASE WHEN c.failed + j.rejected > 0 THEN 3 ELSE 2 END, completed_at = $2
                    FROM (SELECT all_of.id, count(n.id) FILTER (WHERE n.status >= 3) AS ended, count(n.id) FILTER (WHERE n.status IN (6, 7, 8)) AS failed
                          FROM delivery.jobs all_of LEFT JOIN delivery.notifications n ON n.job_id = all_of.id
                          WHERE all_of.id = ANY($1) GROUP BY all_of.id) c
                    WHERE j.id = c.id AND j.status < 2 AND c.ended + j.rejected = j.total
                    RETURNING j.id, j.environment_id, j.total, c.failed::int + j.rejected
                    """, jobIds, now.UtcDateTime),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var closed = new List<ClosedJob>();
        while (await reader.ReadAsync(cancellationToken))
        {
            closed.Add(new(reader.GetGuid(0), new(reader.GetGuid(1)), reader.GetInt32(2), reader.GetInt32(3)));
        }

        return closed;
    }

    /// <summary>The next recipients of a job.</summary>
    internal sealed record JobChunk(JobRow Job, string? TraceParent, IReadOnlyList<BatchRecipient> Recipients);

    /// <summary>A job that ended.</summary>
    internal readonly record struct ClosedJob(Guid Id, EnvironmentId EnvironmentId, int Total, int Failed);
}
