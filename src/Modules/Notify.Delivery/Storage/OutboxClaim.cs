using Notify.Delivery.Outbox;
using Notify.Postgres;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Outbox entries held under row locks. Disposing without <see cref="ForgetAsync"/> lets them go for another try.</summary>
internal sealed class OutboxClaim(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutboxEntry> entries) : IAsyncDisposable
{
    public IReadOnlyList<OutboxEntry> Entries { get; } = entries;

    public async Task ForgetAsync(CancellationToken cancellationToken)
    {
        await using var command = connection.Statement("DELETE FROM delivery.outbox WHERE id = ANY($1)", Entries.Select(static e => e.Id).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
