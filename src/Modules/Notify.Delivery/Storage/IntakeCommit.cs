using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Delivery.Intake;
using Notify.Delivery.Outbox;
using Notify.Delivery.Timers;
using Notify.Postgres;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>One commit of intake. Without keys it is a single round trip, whose statements are one implicit transaction.</summary>
internal sealed class IntakeCommit(NpgsqlConnection connection) : IAsyncDisposable
{
    private NpgsqlTransaction? transaction;

    /// <summary>Takes idempotency keys; waits where another transaction is taking the same one.</summary>
    /// <returns>The sends whose key was taken by somebody else.</returns>
    public async Task<List<PendingSend>> TakeKeysAsync(List<PendingSend> keyed, CancellationToken cancellationToken)
    {
        transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = connection.Statement(
            """
            INSERT INTO platform.idempotency_keys (environment_id, key, fingerprint, response)
            SELECT * FROM unnest($1, $2, $3, $4)
            ON CONFLICT (environment_id, key) DO NOTHING RETURNING environment_id, key
            """,
            keyed.Select(static send => send.Caller.EnvironmentId.Value).ToArray(),
            keyed.Select(static send => send.Key!.Value).ToArray(),
            keyed.Select(static send => send.Key!.Fingerprint).ToArray(),
            Sql.JsonArray(keyed.Select(static send => JsonSerializer.Serialize(send.Acceptance)).ToArray()));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new HashSet<(Guid, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return keyed.Where(send => !taken.Contains((send.Caller.EnvironmentId.Value, send.Key!.Value))).ToList();
    }

    /// <summary>Stores the rows and what announces them, and commits.</summary>
    public async Task StoreAsync(IReadOnlyList<IntakeRow> rows, IReadOnlyList<OutboxEntry> announced, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        Append(batch, rows, announced);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        if (transaction is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Adds the statements that store notifications; job expansion uses the same ones.</summary>
    public static void Append(NpgsqlBatch batch, IReadOnlyList<IntakeRow> rows, IReadOnlyList<OutboxEntry> announced)
    {
        var triggers = rows.Where(static row => row.Content is not null).ToList();
        if (triggers.Count > 0)
        {
            batch.BatchCommands.Add(InsertTriggers(triggers));
        }

        batch.BatchCommands.Add(InsertNotifications(rows));
        foreach (var command in EventStore.Insert(rows.Select(static row => row.Accepted).ToList()))
        {
            batch.BatchCommands.Add(command);
        }

        var held = rows.Where(static row => row.Hold is not null).ToList();
        if (held.Count > 0)
        {
            batch.BatchCommands.Add(TimerStore.Insert(held.Select(static row => new TimerRow(
                row.TimerId!.Value, row.Hold!.Value.Until, TimerKind.ReleaseNotification, row.NotificationId, row.EnvironmentId)).ToList())); // both set, see IntakeRow
        }

        if (announced.Count > 0)
        {
            batch.BatchCommands.Add(OutboxStore.Insert(announced));
        }
    }

    private static NpgsqlBatchCommand InsertTriggers(IReadOnlyList<IntakeRow> rows) => Sql.BatchCommand(
        """
        INSERT INTO delivery.triggers (id, environment_id, subject, body, html, metadata, trace_parent, overrides, sender_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        rows.Select(static row => row.TriggerId).ToArray(),
        rows.Select(static row => row.EnvironmentId.Value).ToArray(),
        rows.Select(static row => row.Content!.Subject).ToArray(),
        rows.Select(static row => row.Content!.Body).ToArray(),
        rows.Select(static row => row.Content!.Html).ToArray(),
        rows.Select(static row => row.Content!.MetadataJson).ToArray(),
        rows.Select(static row => row.TraceParent).ToArray(),
        rows.Select(static row => row.Content!.OverridesJson).ToArray(),
        rows.Select(static row => row.Content!.SenderId).ToArray());

    private static NpgsqlBatchCommand InsertNotifications(IReadOnlyList<IntakeRow> rows) => Sql.BatchCommand(
        """
        INSERT INTO delivery.notifications
            (id, environment_id, trigger_id, job_id, subscriber_id, user_id, channel, priority, status, hold_reason, hold_until, deadline, simulated)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """,
        rows.Select(static row => row.NotificationId).ToArray(),
        rows.Select(static row => row.EnvironmentId.Value).ToArray(),
        rows.Select(static row => row.TriggerId).ToArray(),
        Sql.IdArray(rows.Select(static row => row.JobId)),
        rows.Select(static row => row.SubscriberId).ToArray(),
        rows.Select(static row => row.UserId).ToArray(),
        rows.Select(static row => row.Channel).ToArray(),
        rows.Select(static row => (short)row.Priority).ToArray(),
        rows.Select(static row => (short)(row.Hold is null ? NotificationStatus.Accepted : NotificationStatus.Held)).ToArray(),
        rows.Select(static row => (short?)row.Hold?.Reason).ToArray(),
        Sql.TimeArray(rows.Select(static row => row.Hold?.Until)),
        Sql.TimeArray(rows.Select(static row => row.Deadline)),
        rows.Select(static row => row.Simulated).ToArray());

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }
}
