using Microsoft.Extensions.Diagnostics.HealthChecks;
using StackExchange.Redis;

namespace Notify.Redis;

/// <summary>Asks Redis for an answer. Without Redis the service works on, so the worst is degraded.</summary>
internal sealed class RedisHealthCheck(RedisConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await connection.Database.PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or RedisAwayException or TimeoutException or OperationCanceledException)
        {
            return HealthCheckResult.Degraded("Redis does not answer; limits are kept by each process for itself until it is back.");
        }
    }
}
