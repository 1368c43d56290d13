using Notify.Delivery.Outbox;
using Notify.Messaging;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of the outbox.</summary>
internal sealed class OutboxStore(NpgsqlDataSource dataSource)
{
    private const int ClaimSize = 256;

    /// <summary>The statement that commits entries with what they announce.</summary>
    public static NpgsqlBatchCommand Insert(IReadOnlyList<OutboxEntry> entries) => Sql.BatchCommand(
        """
        INSERT INTO delivery.outbox (id, stage, priority, body, trace_parent, created_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6)
        """,
        entries.Select(static e => e.Id).ToArray(),
        entries.Select(static e => e.Lane.Stage).ToArray(),
        entries.Select(static e => (short)e.Lane.Priority).ToArray(),
        entries.Select(static e => e.Body).ToArray(),
        entries.Select(static e => e.TraceParent).ToArray(),
        entries.Select(static e => e.CreatedAt.UtcDateTime).ToArray());

    public async Task ForgetAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement("DELETE FROM delivery.outbox WHERE id = ANY($1)", ids);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes old entries for publishing; other sweepers pass over them until the claim ends.</summary>
    public async Task<OutboxClaim> ClaimAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = connection.Statement(
                $"""
                SELECT id, stage, priority, body, trace_parent, created_at FROM delivery.outbox
                WHERE created_at < $1 ORDER BY id LIMIT {ClaimSize} FOR UPDATE SKIP LOCKED
                """, olderThan.UtcDateTime);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var entries = new List<OutboxEntry>();
            while (await reader.ReadAsync(cancellationToken))
            {
                entries.Add(new(
                    reader.GetGuid(0), new Lane(reader.GetString(1), (Priority)reader.GetInt16(2)), reader.GetFieldValue<byte[]>(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5)));
            }

            return new(connection, transaction, entries);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
