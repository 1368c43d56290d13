using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Notify.Messaging;

/// <summary>Asks the broker for a channel: an open connection alone may be to one that fell silent. Without RabbitMQ a service still accepts, so it is degraded rather than unhealthy.</summary>
internal sealed class BrokerHealthCheck(BrokerConnection connection) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await AskAsync(cancellationToken).WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (OperationCanceledException)
        {
            return Away("RabbitMQ does not answer in time.");
        }
        catch (Exception exception)
        {
            return Away(exception is BrokerUnavailableException ? exception.Message : "RabbitMQ closed the connection.");
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        var broker = await connection.GetAsync(cancellationToken);
        await using var answered = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
    }

    private static HealthCheckResult Away(string reason) => HealthCheckResult.Degraded($"{reason} Notifications are accepted and wait in the outbox.");
}
