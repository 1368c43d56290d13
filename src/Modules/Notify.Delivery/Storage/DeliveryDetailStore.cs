using Notify.Delivery.Contracts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of what lies beneath a notification: its deliveries and their attempts.</summary>
internal sealed class DeliveryDetailStore(NpgsqlDataSource dataSource)
{
    private const string AttemptColumns =
        "a.delivery_id, a.number, nullif(a.integration_id, a.environment_id), a.started_at, a.finished_at, a.outcome, a.code, a.reason, a.provider_message_id";

    public async Task<ILookup<NotificationId, DeliveryView>> ListDeliveriesAsync(
        EnvironmentId environmentId, IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT l.notification_id, d.id, d.channel, d.status, d.reason, d.attempts, nullif(d.integration_id, d.environment_id), d.provider_message_id, d.simulated,
                   d.queued_at, d.sent_at, d.delivered_at, d.failed_at, d.segments
            FROM delivery.delivery_notifications l JOIN delivery.deliveries d ON d.id = l.delivery_id
            WHERE l.notification_id = ANY($1) AND d.environment_id = $2 ORDER BY d.id
            """, ids.Select(static id => id.Value).ToArray(), environmentId.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(NotificationId Owner, DeliveryView Delivery)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((new(reader.GetGuid(0)), ReadDelivery(reader)));
        }

        return rows.ToLookup(static row => row.Owner, static row => row.Delivery);
    }

    public async Task<ILookup<DeliveryId, AttemptView>> ListAttemptsAsync(
        EnvironmentId environmentId, IReadOnlyList<DeliveryId> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"SELECT {AttemptColumns} FROM delivery.attempts a WHERE a.delivery_id = ANY($1) AND a.environment_id = $2 ORDER BY a.delivery_id, a.number",
            ids.Select(static id => id.Value).ToArray(), environmentId.Value);
        return (await ReadAttemptsAsync(command, cancellationToken)).ToLookup(static attempt => attempt.DeliveryId);
    }

    public async Task<IReadOnlyList<AttemptView>> ListAttemptsAsync(EnvironmentId environmentId, NotificationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"""
            SELECT {AttemptColumns} FROM delivery.delivery_notifications l JOIN delivery.attempts a ON a.delivery_id = l.delivery_id
            WHERE l.notification_id = $1 AND a.environment_id = $2 ORDER BY a.started_at, a.delivery_id, a.number
            """, id.Value, environmentId.Value);
        return await ReadAttemptsAsync(command, cancellationToken);
    }

    private static async Task<IReadOnlyList<AttemptView>> ReadAttemptsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var attempts = new List<AttemptView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts.Add(new()
            {
                DeliveryId = new(reader.GetGuid(0)),
                Number = reader.GetInt32(1),
                IntegrationId = reader.IdOrNull(2) is { } integration ? new IntegrationId(integration) : null,
                StartedAt = reader.GetFieldValue<DateTimeOffset>(3),
                FinishedAt = reader.TimeOrNull(4),
                Outcome = (AttemptOutcome)reader.GetInt16(5),
                Code = reader.TextOrNull(6),
                Reason = reader.TextOrNull(7),
                ProviderMessageId = reader.TextOrNull(8),
            });
        }

        return attempts;
    }

    private static DeliveryView ReadDelivery(NpgsqlDataReader reader) => new()
    {
        Id = new(reader.GetGuid(1)),
        Channel = reader.GetString(2),
        Status = (DeliveryStatus)reader.GetInt16(3),
        Reason = reader.TextOrNull(4),
        Attempts = reader.GetInt32(5),
        IntegrationId = reader.IdOrNull(6) is { } integration ? new IntegrationId(integration) : null,
        ProviderMessageId = reader.TextOrNull(7),
        Simulated = reader.GetBoolean(8),
        QueuedAt = reader.GetFieldValue<DateTimeOffset>(9),
        SentAt = reader.TimeOrNull(10),
        DeliveredAt = reader.TimeOrNull(11),
        FailedAt = reader.TimeOrNull(12),
        Segments = reader.IsDBNull(13) ? null : reader.GetInt32(13),
    };
}
