using Microsoft.Extensions.Options;
using Npgsql;

namespace Notify.Migrator;

/// <summary>Waits until PostgreSQL takes connections: it may be starting, or its database may be about to be made.</summary>
internal sealed partial class DatabaseReadiness(
    NpgsqlDataSource dataSource, IOptions<MigratorOptions> options, TimeProvider timeProvider, ILogger<DatabaseReadiness> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="NpgsqlException">It did not within the time allowed, or it refuses for good, such as for a wrong password.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException exception) when (MayPass(exception) && timeProvider.GetElapsedTime(started) < options.Value.StartupPatience)
            {
                LogWaiting(attempt, exception.Message);
                await Task.Delay(Pause, timeProvider, cancellationToken);
            }
        }
    }

    private static bool MayPass(NpgsqlException exception) =>
        exception is not PostgresException refusal
        || refusal.IsTransient
        || refusal.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.InvalidCatalogName;

    [LoggerMessage(1200, LogLevel.Information, "PostgreSQL is not ready yet (attempt {Attempt}): {Reason}")]
    private partial void LogWaiting(int attempt, string reason);
}
