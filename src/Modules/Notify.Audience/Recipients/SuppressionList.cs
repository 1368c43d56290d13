using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Audience.Recipients;

/// <summary>Keeps the list of addresses that must not be used.</summary>
internal sealed class SuppressionList(NpgsqlDataSource dataSource, TimeProvider timeProvider) : ISuppressionList
{
    public async ValueTask<bool> AddAsync(EnvironmentId environmentId, Suppression suppression, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            INSERT INTO audience.suppressions (environment_id, channel, address, reason, code, source, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING
            """,
            environmentId.Value, suppression.Channel, ChannelNames.Comparable(suppression.Channel, suppression.Address), suppression.Reason,
            Text(suppression.Code), suppression.Source, timeProvider.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<bool> RemoveAsync(EnvironmentId environmentId, string channel, string address, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "DELETE FROM audience.suppressions WHERE environment_id = $1 AND channel = $2 AND address = $3",
            environmentId.Value, channel, ChannelNames.Comparable(channel, address));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<Suppression>> ListAsync(
        EnvironmentId environmentId, (string Channel, string Address)? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT channel, address, reason, code, source, created_at FROM audience.suppressions
            WHERE environment_id = $1 AND (channel, address) > ($2, $3) ORDER BY channel, address LIMIT $4
            """, environmentId.Value, after?.Channel ?? "", after?.Address ?? "", limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var listed = new List<Suppression>();
        while (await reader.ReadAsync(cancellationToken))
        {
            listed.Add(new()
            {
                Channel = reader.GetString(0),
                Address = reader.GetString(1),
                Reason = reader.GetString(2),
                Code = reader.IsDBNull(3) ? null : reader.GetString(3),
                Source = reader.GetString(4),
                CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
            });
        }

        return listed;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
