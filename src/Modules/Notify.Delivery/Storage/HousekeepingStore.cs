using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL that forgets what is not partitioned.</summary>
internal sealed class HousekeepingStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    /// <summary>Deletes expired idempotency keys, jobs and dead letters.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> ForgetExpiredAsync(TimeSpan records, TimeSpan keys, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Sql.BatchCommand("DELETE FROM platform.idempotency_keys WHERE created_at < $1", (now - keys).UtcDateTime));
        batch.BatchCommands.Add(Sql.BatchCommand("DELETE FROM delivery.jobs WHERE id < $1", Uuid7.FloorOf(now - records)));
        batch.BatchCommands.Add(Sql.BatchCommand("DELETE FROM delivery.dead_letters WHERE created_at < $1", (now - records).UtcDateTime));
        batch.BatchCommands.Add(Sql.BatchCommand("DELETE FROM delivery.receipts WHERE received_at < $1 AND due_at IS NULL", (now - records).UtcDateTime));
        return await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
