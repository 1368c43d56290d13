using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Where messages go that nobody can work on. Nothing is dropped in silence.</summary>
internal sealed class DeadLetterStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    public async Task PutAsideAsync(string queue, ReadOnlyMemory<byte> body, string reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "INSERT INTO delivery.dead_letters (id, queue, body, reason, created_at) VALUES ($1, $2, $3, $4, $5)",
            Uuid7.New(timeProvider), queue, body.ToArray(), reason, timeProvider.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
