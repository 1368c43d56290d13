using Notify.Delivery.Contracts;
using Notify.Delivery.Jobs;
using Notify.Delivery.Outbox;
using Notify.Postgres;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The transaction in which a batch is accepted.</summary>
internal sealed class JobCommit(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(5);

    /// <summary>Takes the caller's idempotency key.</summary>
    /// <returns>The stored answer when the request was carried out before; otherwise <see langword="null"/>.</returns>
    /// <exception cref="NotifyException">The key stands for another request.</exception>
    public async Task<string?> TakeKeyAsync(EnvironmentId environmentId, RequestKey key, CancellationToken cancellationToken)
    {
        await using var take = connection.Statement(
            """
            INSERT INTO platform.idempotency_keys (environment_id, key, fingerprint, response) VALUES ($1, $2, $3, 'null')
            ON CONFLICT (environment_id, key) DO NOTHING
            """, environmentId.Value, key.Value, key.Fingerprint);
        return await take.ExecuteNonQueryAsync(cancellationToken) == 1
            ? null
            : await ReadAnswerAsync(connection, environmentId, key, cancellationToken);
    }

    /// <summary>Reads what a key's first use was answered.</summary>
    public static async Task<string?> ReadAnswerAsync(NpgsqlConnection connection, EnvironmentId environmentId, RequestKey key, CancellationToken cancellationToken)
    {
        await using var read = connection.Statement(
            "SELECT fingerprint, response::text FROM platform.idempotency_keys WHERE environment_id = $1 AND key = $2", environmentId.Value, key.Value);
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        IdempotencyLedger.ThrowIfReused(key, reader.GetFieldValue<byte[]>(0));
        return reader.GetString(1);
    }

    /// <summary>Makes sure that the environment's waiting recipients stay within the limit; concurrent batches of it take turns.</summary>
    /// <exception cref="NotifyException">There is no room.</exception>
    public async Task ReserveRoomAsync(EnvironmentId environmentId, int incoming, int limit, CancellationToken cancellationToken)
    {
        await using (var turn = connection.Statement("SELECT pg_advisory_xact_lock(hashtextextended('notify.batch.' || $1::text, 0))", environmentId.Value))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var count = connection.Statement(
            "SELECT coalesce(sum(total - handed), 0)::bigint FROM delivery.jobs WHERE environment_id = $1 AND handed < total", environmentId.Value);
        var waiting = (long)(await count.ExecuteScalarAsync(cancellationToken))!; // an aggregate always answers
        if (waiting + incoming > limit)
        {
            throw new NotifyException(
                ErrorCode.QueueFull, $"{waiting} batch recipients are waiting and {incoming} more would exceed the limit of {limit}. Nothing of this batch was stored; send it again later.")
            {
                RetryAfter = RetryWhenFull,
            };
        }
    }

    public async Task StoreAsync(JobRow job, BatchRequest request, IReadOnlyList<BatchRecipient> recipients, int rejected, CancellationToken cancellationToken)
    {
        var everybodyRejected = rejected == job.Total;
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Sql.BatchCommand(
                    "INSERT INTO delivery.triggers (id, environment_id, subject, body, html, metadata, trace_parent, overrides, sender_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    job.TriggerId, job.EnvironmentId.Value, Sql.Text(request.Content.Subject), request.Content.Body, Sql.Text(request.Content.Html),
                    Sql.Text(request.Content.MetadataJson), Sql.Text(request.TraceParent), Sql.Text(request.Content.OverridesJson), Sql.Text(request.Content.SenderId)),
                Sql.BatchCommand(
                    """
                    INSERT INTO delivery.jobs (id, environment_id, trigger_id, priority, simulated, status, total, expanded, handed, rejected)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
                    """,
                    job.Id.Value, job.EnvironmentId.Value, job.TriggerId, (short)job.Priority, job.Simulated,
                    (short)(everybodyRejected ? JobStatus.CompletedWithErrors : JobStatus.Pending), job.Total, job.Total - recipients.Count, rejected),
            },
        };
        if (recipients.Count > 0)
        {
            batch.BatchCommands.Add(Sql.BatchCommand(
                "INSERT INTO delivery.job_recipients (job_id, ordinal, user_id, channel) SELECT $1, ordinal, user_id, channel FROM unnest($2, $3, $4) AS r (ordinal, user_id, channel)",
                job.Id.Value, Enumerable.Range(0, recipients.Count).ToArray(),
                recipients.Select(static recipient => recipient.UserId).ToArray(), recipients.Select(static recipient => recipient.Channel).ToArray()));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task StoreRowsAsync(
        IReadOnlyList<IntakeRow> rows, IReadOnlyList<OutboxEntry> announced, IReadOnlyList<TimerRow> timers, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (rows.Count > 0)
        {
            IntakeCommit.Append(batch, rows, announced);
        }
        else if (announced.Count > 0)
        {
            batch.BatchCommands.Add(OutboxStore.Insert(announced));
        }

        if (timers.Count > 0)
        {
            batch.BatchCommands.Add(TimerStore.Insert(timers));
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task CommitAsync(EnvironmentId environmentId, RequestKey? key, string answer, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            await using var store = connection.Statement(
                "UPDATE platform.idempotency_keys SET response = $3 WHERE environment_id = $1 AND key = $2", environmentId.Value, key.Value, Sql.Json(answer));
            await store.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
