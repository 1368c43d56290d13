using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Receipts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of receipts: stored when they arrive, each once; read and marked by the one who applies them.</summary>
internal sealed class ReceiptStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    public async Task StoreAsync(
        EnvironmentId environmentId, IntegrationId integrationId, IReadOnlyList<ProviderEvent> reported, CancellationToken cancellationToken)
    {
        if (reported.Count == 0)
        {
            return;
        }

        var now = timeProvider.GetUtcNow();
        await using var command = dataSource.Statement(
            """
            INSERT INTO delivery.receipts (id, environment_id, integration_id, event_id, kind, delivery_id, provider_message_id, address, occurred_at, code, reason, received_at, due_at)
            SELECT r.id, $1, $2, r.event_id, r.kind, r.delivery_id, r.provider_message_id, r.address, r.occurred_at, r.code, r.reason, $3, $3
            FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12) AS r (id, event_id, kind, delivery_id, provider_message_id, address, occurred_at, code, reason)
            ON CONFLICT (integration_id, event_id) DO NOTHING
            """,
            environmentId.Value, integrationId.Value, now.UtcDateTime,
            reported.Select(_ => Uuid7.New(timeProvider)).ToArray(),
            reported.Select(static e => Sending.ProviderText.Clean(e.EventId)!).ToArray(), // not null: it was not
            reported.Select(static e => (short)e.Kind).ToArray(),
            Sql.IdArray(reported.Select(static e => DeliveryId.TryParse(e.DeliveryId, out var id) ? id.Value : (Guid?)null)),
            reported.Select(static e => Sending.ProviderText.Clean(e.ProviderMessageId)).ToArray(),
            reported.Select(static e => Sending.ProviderText.Clean(e.Address)).ToArray(),
            Sql.TimeArray(reported.Select(e => (DateTimeOffset?)Earlier(e.OccurredAt, now))),
            reported.Select(static e => Sending.ProviderText.Clean(e.Code)).ToArray(),
            reported.Select(static e => Sending.ProviderText.Clean(e.Reason)).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Takes receipts that are due, in the order things happened; others skip them while the transaction lasts.</summary>
    public static async Task<List<Receipt>> TakeDueAsync(NpgsqlConnection connection, int most, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var receipts = new List<Receipt>();
        await using var command = connection.Statement(
            """
            SELECT r.id, r.environment_id, r.kind, r.delivery_id, r.address, r.occurred_at, r.received_at, r.code, r.reason, i.identifier, i.channel
            FROM delivery.receipts r LEFT JOIN delivery.integrations i ON i.id = r.integration_id
            WHERE r.due_at <= $1 ORDER BY r.due_at LIMIT $2 FOR UPDATE OF r SKIP LOCKED
            """, now.UtcDateTime, most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            receipts.Add(new()
            {
                Id = reader.GetGuid(0),
                EnvironmentId = new(reader.GetGuid(1)),
                Kind = (ProviderEventKind)reader.GetInt16(2),
                DeliveryId = reader.IdOrNull(3),
                Address = reader.TextOrNull(4),
                OccurredAt = reader.GetFieldValue<DateTimeOffset>(5),
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(6),
                Code = reader.TextOrNull(7) ?? ReceiptRules.CodeOf((ProviderEventKind)reader.GetInt16(2)),
                Reason = reader.TextOrNull(8),
                Integration = reader.TextOrNull(9),
                Channel = reader.TextOrNull(10),
            });
        }

        return [.. receipts.OrderBy(static receipt => receipt.OccurredAt)];
    }

    /// <summary>Locks the deliveries that receipts name, and their notifications before them, as everybody does who changes both.</summary>
    public static async Task<Dictionary<Guid, ReportedDelivery>> LockDeliveriesAsync(
        NpgsqlConnection connection, IReadOnlyList<Receipt> receipts, CancellationToken cancellationToken)
    {
        var ids = receipts.Select(static receipt => receipt.DeliveryId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Sql.BatchCommand(
                    """
                    SELECT 1 FROM delivery.notifications
                    WHERE id IN (SELECT notification_id FROM delivery.delivery_notifications WHERE delivery_id = ANY($1)) ORDER BY id FOR UPDATE
                    """, ids),
                Sql.BatchCommand("SELECT 1 FROM delivery.deliveries WHERE id = ANY($1) ORDER BY id FOR UPDATE", ids),
                Sql.BatchCommand(
                    """
                    SELECT d.id, d.environment_id, d.channel, d.status, d.attempts, d.address, t.trace_parent, n.id, n.user_id, n.subscriber_id, n.job_id
                    FROM delivery.deliveries d
                    CROSS JOIN LATERAL (SELECT notification_id FROM delivery.delivery_notifications WHERE delivery_id = d.id OFFSET 0) l
                    CROSS JOIN LATERAL (SELECT * FROM delivery.notifications WHERE id = l.notification_id OFFSET 0) n
                    LEFT JOIN LATERAL (SELECT trace_parent FROM delivery.triggers WHERE id = n.trigger_id OFFSET 0) t ON true
                    WHERE d.id = ANY($1)
                    """, ids),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var deliveries = new Dictionary<Guid, ReportedDelivery>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            var notification = new ReportedNotification(new(reader.GetGuid(7)), reader.GetString(8), new(reader.GetGuid(9)), reader.IdOrNull(10));
            deliveries[id] = deliveries.TryGetValue(id, out var known)
                ? known with { Notifications = [.. known.Notifications, notification] }
                : new()
                {
                    Id = new(id),
                    EnvironmentId = new(reader.GetGuid(1)),
                    Channel = reader.GetString(2),
                    Status = (DeliveryStatus)reader.GetInt16(3),
                    Attempts = reader.GetInt32(4),
                    Address = reader.TextOrNull(5),
                    TraceParent = reader.TextOrNull(6),
                    Notifications = [notification],
                };
        }

        return deliveries;
    }

    /// <summary>Writes what follows: the deliveries' and notifications' new states, the events that tell it, and what came of each receipt.</summary>
    public static async Task ApplyAsync(
        NpgsqlConnection connection, IReadOnlyList<(Receipt Receipt, ReceiptDecision Decision)> decided, IReadOnlyList<EventDraft> events,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Sql.BatchCommand(
            "UPDATE delivery.receipts r SET due_at = d.due_at, result = d.result FROM unnest($1, $2, $3) AS d (id, due_at, result) WHERE r.id = d.id",
            decided.Select(static pair => pair.Receipt.Id).ToArray(),
            Sql.TimeArray(decided.Select(static pair => pair.Decision.RetryAt)),
            decided.Select(static pair => (short?)pair.Decision.Result).ToArray()));

        // Of several changes to one delivery the last one stands; they come in the order things happened.
        var changes = decided.Where(static pair => pair.Decision.Status is not null).GroupBy(static pair => pair.Receipt.DeliveryId).Select(static group => group.Last()).ToList();
        if (changes.Count > 0)
        {
            batch.BatchCommands.Add(Sql.BatchCommand(
                """
                UPDATE delivery.deliveries d SET
                    status = c.status,
                    reason = CASE WHEN c.status = 5 THEN NULL ELSE coalesce(c.code, d.reason) END,
                    sent_at = coalesce(d.sent_at, c.at),
                    delivered_at = CASE WHEN c.status = 5 THEN c.at ELSE d.delivered_at END,
                    failed_at = CASE WHEN c.status = 5 THEN NULL ELSE c.at END
                FROM unnest($1, $2, $3, $4) AS c (id, status, code, at) WHERE d.id = c.id
                """,
                changes.Select(static change => change.Receipt.DeliveryId!.Value).ToArray(), // a change has a delivery
                changes.Select(static change => (short)change.Decision.Status!.Value).ToArray(), // filtered above
                changes.Select(static change => change.Receipt.Code).ToArray(),
                changes.Select(static change => change.Receipt.OccurredAt.UtcDateTime).ToArray()));
            foreach (var command in EventStore.Insert(events))
            {
                batch.BatchCommands.Add(command);
            }

            batch.BatchCommands.Add(NotificationDerivation.Derive(
                [.. changes.SelectMany(static change => change.Receipt.Delivery!.Notifications).Select(static notification => notification.Id.Value).Distinct()])); // as above
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A provider's clock may run ahead; nothing happens after we heard of it.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset? occurredAt, DateTimeOffset now) =>
        occurredAt is { } at && at < now && at > now.AddYears(-1) ? at.ToUniversalTime() : now;
}
