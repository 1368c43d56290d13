using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Notify.Postgres;

/// <summary>
/// Asks the database for a read-only answer, and waits for it no longer than the check's time limit: Npgsql, told to give up, first asks the server to
/// cancel, which takes seconds where the server has fallen silent.
/// </summary>
internal sealed class PostgresHealthCheck(NpgsqlDataSource dataSource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await AskAsync(cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException exception)
        {
            return Unwell(context, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Unwell(context, "the time limit ran out.");
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT 1");
        await command.ExecuteScalarAsync(cancellationToken);
    }

    private static HealthCheckResult Unwell(HealthCheckContext context, string reason) =>
        new(context.Registration.FailureStatus, $"PostgreSQL does not answer: {reason}");
}
