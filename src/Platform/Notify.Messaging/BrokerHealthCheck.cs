using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Notify.Messaging;

/// <summary>Asks for an open connection. Without RabbitMQ a service still accepts, so it is degraded rather than unhealthy.</summary>
internal sealed class BrokerHealthCheck(BrokerConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await connection.GetAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is BrokerUnavailableException or OperationCanceledException)
        {
            return HealthCheckResult.Degraded($"{exception.Message} Notifications are accepted and wait in the outbox.");
        }
    }
}
