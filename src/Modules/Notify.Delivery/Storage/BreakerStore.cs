using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL by which people see which breakers are open. Dispatchers decide by their own memory.</summary>
internal sealed class BreakerStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    public async Task TellOpenAsync(IntegrationId id, DateTimeOffset until, string code, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            INSERT INTO delivery.breakers (integration_id, open_until, code, opened_at)
            SELECT id, $2, $3, $4 FROM delivery.integrations WHERE id = $1
            ON CONFLICT (integration_id) DO UPDATE SET open_until = excluded.open_until, code = excluded.code, opened_at = excluded.opened_at
            """, id.Value, until.UtcDateTime, code, timeProvider.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task TellClosedAsync(IntegrationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement("DELETE FROM delivery.breakers WHERE integration_id = $1", id.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Finds breakers that are open now.</summary>
    public async Task<Dictionary<IntegrationId, (DateTimeOffset Until, string Code)>> FindOpenAsync(
        IReadOnlyList<IntegrationId> ids, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "SELECT integration_id, open_until, code FROM delivery.breakers WHERE integration_id = ANY($1) AND open_until > $2",
            ids.Select(static id => id.Value).ToArray(), timeProvider.GetUtcNow().UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var open = new Dictionary<IntegrationId, (DateTimeOffset, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            open.Add(new(reader.GetGuid(0)), (reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2)));
        }

        return open;
    }
}
