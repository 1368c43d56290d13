using Notify.Audience.Contracts;
using Notify.Primitives;
using Npgsql;
using NpgsqlTypes;

namespace Notify.Audience.Subscribers;

/// <summary>The statements that store a subscriber.</summary>
internal static class SubscriberStatements
{
    /// <summary>Writes the row and locks it; answers whether it is new.</summary>
    public static NpgsqlBatchCommand Upsert(
        SubscriberId id, EnvironmentId environmentId, string externalId, SubscriberProfile profile, DateTimeOffset now) =>
        Command(
            """
            INSERT INTO audience.subscribers (id, environment_id, external_id, name, locale, time_zone, data, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            ON CONFLICT (environment_id, external_id) DO UPDATE
            SET name = excluded.name, locale = excluded.locale, time_zone = excluded.time_zone, data = excluded.data, updated_at = excluded.updated_at
            RETURNING xmax = 0
            """,
            Value(id.Value, NpgsqlDbType.Uuid),
            Value(environmentId.Value, NpgsqlDbType.Uuid),
            Value(externalId, NpgsqlDbType.Text),
            Value(profile.Name, NpgsqlDbType.Text),
            Value(profile.Locale?.ToLowerInvariant(), NpgsqlDbType.Text),
            Value(profile.TimeZone, NpgsqlDbType.Text),
            Value(profile.DataJson, NpgsqlDbType.Jsonb),
            Value(now, NpgsqlDbType.TimestampTz));

    public static NpgsqlBatchCommand ForgetEndpoints(EnvironmentId environmentId, string externalId) =>
        Command(
            """
            DELETE FROM audience.endpoints e USING audience.subscribers s
            WHERE s.environment_id = $1 AND s.external_id = $2 AND e.subscriber_id = s.id
            """,
            Value(environmentId.Value, NpgsqlDbType.Uuid),
            Value(externalId, NpgsqlDbType.Text));

    public static NpgsqlBatchCommand AddEndpoints(EnvironmentId environmentId, string externalId, IReadOnlyList<EndpointDraft> endpoints) =>
        Command(
            """
            INSERT INTO audience.endpoints (subscriber_id, environment_id, channel, address, provider, ordinal)
            SELECT s.id, s.environment_id, e.channel, e.address, e.provider, e.ordinal
            FROM audience.subscribers s, unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS e (channel, address, provider, ordinal)
            WHERE s.environment_id = $1 AND s.external_id = $2
            """,
            Value(environmentId.Value, NpgsqlDbType.Uuid),
            Value(externalId, NpgsqlDbType.Text),
            Value(endpoints.Select(static endpoint => endpoint.Channel).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Value(endpoints.Select(static endpoint => endpoint.Address).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
            Value(endpoints.Select(static endpoint => endpoint.Provider).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text));

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static NpgsqlParameter Value(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
