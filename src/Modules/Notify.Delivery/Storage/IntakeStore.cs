using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Opens intake commits.</summary>
internal sealed class IntakeStore(NpgsqlDataSource dataSource)
{
    public async Task<IntakeCommit> BeginAsync(CancellationToken cancellationToken) =>
        new(await dataSource.OpenConnectionAsync(cancellationToken));
}
