using Notify.Content.Contracts;
using Notify.Delivery.Sending;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of claims: nobody calls a provider without having written down first that they do.</summary>
internal sealed class ClaimStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    private const string Details =
        """
        d.id, d.environment_id, d.fence, d.attempts, d.attempt_limit, d.channel, d.priority, d.address, d.simulated, d.retry_preset, d.deadline,
        n.id, n.user_id, n.subscriber_id, n.job_id, n.hold_until, t.trace_parent, t.subject, t.body, t.html, d.integration_id, t.overrides, d.route, t.sender_id, d.is_replay
        """;

    /// <summary>OFFSET 0 keeps each look-up a look-up: joined freely, the planner reads whole partitions, because it cannot know how few rows a claim has.</summary>
    private const string WithNotifications =
        """
        CROSS JOIN LATERAL (SELECT notification_id FROM delivery.delivery_notifications WHERE delivery_id = d.id OFFSET 0) l
        CROSS JOIN LATERAL (SELECT * FROM delivery.notifications WHERE id = l.notification_id OFFSET 0) n
        LEFT JOIN LATERAL (SELECT * FROM delivery.triggers WHERE id = n.trigger_id OFFSET 0) t ON true
        """;

    /// <summary>Claims deliveries that are queued, with a row for the attempt, in one commit. What is not queued any more is left out.</summary>
    public async Task<List<ClaimedDelivery>> ClaimAsync(Guid[] ids, RouteTable routes, TimeSpan lease, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        await using var command = dataSource.Statement(
            $"""
            WITH d AS (
                UPDATE delivery.deliveries d SET status = 2, attempts = d.attempts + 1, fence = d.fence + 1, lease_until = $2,
                    integration_id = CASE WHEN d.route IS NULL THEN $3 ELSE (SELECT r.id FROM unnest($5::text[], $6::uuid[]) AS r (route, id) WHERE r.route = d.route) END
                WHERE d.id = ANY($1) AND d.status = 1 RETURNING d.*),
            attempt AS (
                INSERT INTO delivery.attempts (delivery_id, number, environment_id, integration_id, started_at, outcome)
                SELECT id, attempts, environment_id, integration_id, $4, 0 FROM d)
            SELECT {Details} FROM d {WithNotifications} ORDER BY d.id, n.id
            """, ids, (now + lease).UtcDateTime, OptionalId(routes.First?.Id), now.UtcDateTime, routes.Names, routes.IntegrationIds);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Reads the routes of deliveries that are queued; those of any route are <see langword="null"/>.</summary>
    public async Task<Dictionary<Guid, string?>> ReadRoutesAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement("SELECT id, route FROM delivery.deliveries WHERE id = ANY($1) AND status = 1", ids);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var routes = new Dictionary<Guid, string?>(ids.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            routes[reader.GetGuid(0)] = reader.TextOrNull(1);
        }

        return routes;
    }

    /// <summary>Puts queued deliveries off until their account takes more, without an attempt.</summary>
    public async Task DeferAsync(IReadOnlyList<TimerRow> until, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            WITH off AS (
                UPDATE delivery.deliveries SET status = 3 WHERE id = ANY($1) AND status = 1 RETURNING id)
            INSERT INTO delivery.timers (id, due_at, kind, target_id, environment_id)
            SELECT t.id, t.due_at, 2, t.target_id, t.environment_id FROM unnest($2, $3, $1, $4) AS t (id, due_at, target_id, environment_id) JOIN off ON off.id = t.target_id
            """,
            until.Select(static row => row.TargetId).ToArray(),
            until.Select(static row => row.Id).ToArray(),
            until.Select(static row => row.DueAt.UtcDateTime).ToArray(),
            until.Select(static row => row.EnvironmentId.Value).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads claims whose lease ran out, with the integration that was used.</summary>
    public async Task<List<ClaimedDelivery>> ReadExpiredAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            $"""
            WITH d AS (SELECT * FROM delivery.deliveries WHERE status = 2 AND lease_until < $1 ORDER BY lease_until LIMIT $2)
            SELECT {Details} FROM d {WithNotifications} ORDER BY d.id, n.id
            """, timeProvider.GetUtcNow().UtcDateTime, most);
        return await ReadAsync(command, cancellationToken);
    }

    private static NpgsqlParameter OptionalId(IntegrationId? id) =>
        new() { Value = id is { } given ? given.Value : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };

    private static async Task<List<ClaimedDelivery>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedDelivery>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var notification = ReadNotification(reader);
            if (claimed.Count > 0 && claimed[^1].Id.Value == reader.GetGuid(0))
            {
                claimed[^1] = claimed[^1] with { Notifications = [.. claimed[^1].Notifications, notification] };
                continue;
            }

            claimed.Add(ReadDelivery(reader, notification));
        }

        return claimed;
    }

    private static CarriedNotification ReadNotification(NpgsqlDataReader reader)
    {
        var id = new NotificationId(reader.GetGuid(11));
        return new(id, reader.GetString(12), new(reader.GetGuid(13)), reader.IdOrNull(14), reader.TimeOrNull(15) ?? Uuid7.TimeOf(id.Value));
    }

    private static ClaimedDelivery ReadDelivery(NpgsqlDataReader reader, CarriedNotification notification) => new()
    {
        Id = new(reader.GetGuid(0)),
        EnvironmentId = new(reader.GetGuid(1)),
        Fence = reader.GetInt32(2),
        Attempt = reader.GetInt32(3),
        AttemptLimit = reader.IsDBNull(4) ? null : reader.GetInt32(4),
        Channel = reader.GetString(5),
        Priority = (Priority)reader.GetInt16(6),
        Address = reader.GetString(7),
        Simulated = reader.GetBoolean(8),
        RetryPreset = reader.GetString(9),
        Deadline = reader.TimeOrNull(10),
        Notifications = [notification],
        IntegrationId = reader.IdOrNull(20) is { } integration ? new IntegrationId(integration) : null,
        TraceParent = reader.TextOrNull(16),
        Content = new MessageContent
        {
            Subject = reader.TextOrNull(17),
            Body = reader.TextOrNull(18) ?? "",
            Html = reader.TextOrNull(19),
            OverridesJson = reader.TextOrNull(21),
            SenderId = reader.TextOrNull(23),
        },
        Route = reader.TextOrNull(22),
        IsReplay = reader.GetBoolean(24),
    };
}
