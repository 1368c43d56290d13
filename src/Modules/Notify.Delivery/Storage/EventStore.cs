using Notify.Delivery.Contracts;
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

    /// <summary>
    /// Gives events their positions, in their order; those that were numbered before, by a relay that ended before it had told them, keep theirs.
    /// </summary>
    /// <returns>What followers are told, in the order of positions.</returns>
    public static async Task<IReadOnlyList<StatusEvent>> NumberAsync(
        NpgsqlConnection leader, IReadOnlyList<PendingEvent> pending, CancellationToken cancellationToken)
    {
        var told = pending.Where(static e => e.Id != Guid.Empty && e.Type != EventTypes.EmailSent).ToList(); // e-mail's own fact repeats "sent"
        await using var batch = new NpgsqlBatch(leader)
        {
            BatchCommands =
            {
                Sql.BatchCommand(
                    """
                    INSERT INTO delivery.event_log (event_id, position, environment_id, notification_id, job_id)
                    SELECT p.id, nextval('delivery.event_position'), p.environment_id, p.notification_id, p.job_id
                    FROM (
                        SELECT e.id, e.environment_id, CASE WHEN e.type = $2 THEN NULL ELSE e.notification_id END AS notification_id,
                               CASE WHEN e.type = $2 THEN e.notification_id ELSE n.job_id END AS job_id
                        FROM unnest($1) WITH ORDINALITY AS o (id, place)
                        JOIN delivery.events e ON e.id = o.id
                        LEFT JOIN delivery.notifications n ON n.id = e.notification_id
                        ORDER BY o.place) p
                    ON CONFLICT (event_id) DO NOTHING
                    """, told.Select(static e => e.Id).ToArray(), EventTypes.JobCompleted),
                Sql.BatchCommand(
                    "SELECT event_id, position, notification_id, job_id FROM delivery.event_log WHERE event_id = ANY($1) ORDER BY position",
                    told.Select(static e => e.Id).ToArray()),
            },
        };
        var payloads = told.ToDictionary(static e => e.Id, static e => e.Payload);
        var numbered = new List<StatusEvent>(told.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            numbered.Add(StatusEventReading.Read(reader.GetInt64(1), reader.IdOrNull(2), reader.IdOrNull(3), payloads[reader.GetGuid(0)]));
        }

        return numbered;
    }

    public static async Task ForgetAsync(NpgsqlConnection leader, long[] sequence, CancellationToken cancellationToken)
    {
        await using var command = leader.Statement("DELETE FROM delivery.event_outbox WHERE seq = ANY($1)", sequence);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An event that is still to be published.</summary>
    internal readonly record struct PendingEvent(long Sequence, Guid Id, string Type, string Payload);
}
