using Notify.Inbox.Contracts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;
using NpgsqlTypes;

namespace Notify.Inbox.Storage;

/// <summary>Inboxes in PostgreSQL.</summary>
internal sealed class InboxStore(NpgsqlDataSource dataSource, TimeProvider timeProvider) : IInboxStore
{
    public async ValueTask AddAsync(EnvironmentId environmentId, string userId, InboxMessage message, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            INSERT INTO inbox.messages (id, environment_id, user_id, title, body, metadata, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING
            """,
            message.Id.Value, environmentId.Value, userId, Text(message.Title), message.Body, Text(message.MetadataJson), timeProvider.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<InboxMessage>> ListAsync(
        EnvironmentId environmentId, string userId, DeliveryId? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT id, title, body, metadata, read_at IS NOT NULL, created_at FROM inbox.messages
            WHERE environment_id = $1 AND user_id = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4
            """,
            environmentId.Value, userId, new NpgsqlParameter { Value = after?.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<InboxMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(new()
            {
                Id = new(reader.GetGuid(0)),
                Title = reader.IsDBNull(1) ? null : reader.GetString(1),
                Body = reader.GetString(2),
                MetadataJson = reader.IsDBNull(3) ? null : reader.GetString(3),
                Read = reader.GetBoolean(4),
                CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
            });
        }

        return messages;
    }

    public async Task<long> CountUnreadAsync(EnvironmentId environmentId, string userId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "SELECT count(*) FROM inbox.messages WHERE environment_id = $1 AND user_id = $2 AND read_at IS NULL", environmentId.Value, userId);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!; // a count is never null
    }

    public async ValueTask<bool> MarkReadAsync(EnvironmentId environmentId, string userId, DeliveryId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "UPDATE inbox.messages SET read_at = coalesce(read_at, $4) WHERE id = $1 AND environment_id = $2 AND user_id = $3",
            id.Value, environmentId.Value, userId, timeProvider.GetUtcNow());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
