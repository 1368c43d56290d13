using Notify.Delivery.Events;
using Notify.Postgres;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of events: the lasting record, and the outbox that says which are still to be published.</summary>
internal sealed class EventStore(NpgsqlDataSource dataSource)
{
    private const long RelayLock = 0x6E6F_7469_6679_0001;

    /// <summary>The statements that commit events with what made them true.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Insert(IReadOnlyList<EventDraft> events)
    {
        var ids = events.Select(static e => e.Id).ToArray();
        yield return Sql.BatchCommand(
            "INSERT INTO delivery.events (id, environment_id, notification_id, type, payload) SELECT * FROM unnest($1, $2, $3, $4, $5)",
            ids,
            events.Select(static e => e.EnvironmentId.Value).ToArray(),
            events.Select(static e => e.NotificationId).ToArray(),
            events.Select(static e => e.Type).ToArray(),
            Sql.JsonArray(events.Select(static e => e.Payload).ToArray()));
        yield return Sql.BatchCommand("INSERT INTO delivery.event_outbox (event_id) SELECT * FROM unnest($1)", ids);
    }

    /// <summary>Becomes the one relay of the installation for as long as the connection lives.</summary>
    /// <returns><see langword="null"/> when another process is the relay.</returns>
    public async Task<NpgsqlConnection?> TryLeadAsync(CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = connection.Statement("SELECT pg_try_advisory_lock($1)", RelayLock);
            if (await command.ExecuteScalarAsync(cancellationToken) is true)
            {
                return connection;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Reads the next events to publish, in order.</summary>
    public static async Task<IReadOnlyList<PendingEvent>> ReadPendingAsync(NpgsqlConnection leader, int most, CancellationToken cancellationToken)
    {
        await using var command = leader.Statement(
            """
            SELECT o.seq, e.id, e.type, e.payload::text
            FROM (SELECT seq, event_id FROM delivery.event_outbox ORDER BY seq LIMIT $1) o
            LEFT JOIN delivery.events e ON e.id = o.event_id ORDER BY o.seq
            """, most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var pending = new List<PendingEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            pending.Add(reader.IsDBNull(1)
                ? new(reader.GetInt64(0), Guid.Empty, "", "") // retention dropped it before anybody published it
                : new(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)));
        }

        return pending;
    }

    public static async Task ForgetAsync(NpgsqlConnection leader, long[] sequence, CancellationToken cancellationToken)
    {
        await using var command = leader.Statement("DELETE FROM delivery.event_outbox WHERE seq = ANY($1)", sequence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An event that is still to be published.</summary>
    internal readonly record struct PendingEvent(long Sequence, Guid Id, string Type, string Payload);
}
