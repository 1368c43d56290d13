using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Notify.LocalHosting.Model;

namespace Notify.LocalHosting.Health;

/// <summary>Asks a running resource how it is: often until it is well, every 30 seconds after.</summary>
internal sealed partial class HealthMonitor(
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILogger<HealthMonitor> logger)
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WellInterval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan[] UnwellIntervals =
        [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    public async Task WatchAsync(IResource resource, CancellationToken endedToken)
    {
        try
        {
            var isReady = false;
            for (var unwell = 0; ;)
            {
                var problem = await CheckAllAsync(resource, endedToken);
                await PublishAsync(resource, problem);
                if (problem is null && !isReady)
                {
                    await eventing.PublishAsync(new ResourceReadyEvent(resource, services), endedToken);
                    await notifications.PublishUpdateAsync(resource, static s => s with { IsReady = true });
                    isReady = true;
                }

                unwell = problem is null ? 0 : Math.Min(unwell + 1, UnwellIntervals.Length);
                await Task.Delay(unwell == 0 ? WellInterval : UnwellIntervals[unwell - 1], time, endedToken);
            }
        }
        catch (OperationCanceledException) when (endedToken.IsCancellationRequested)
        {
            // the resource has ended, and its health with it
        }
        catch (Exception ex)
        {
            LogReadyFailed(resource.Name, ex);
            var reason = $"'{resource.Name}' runs, but what is done when it is ready failed: {ex.Message}";
            await notifications.PublishUpdateAsync(resource, s => s with { HealthStatus = HealthStatus.Unhealthy, Reason = reason });
        }
    }

    private Task PublishAsync(IResource resource, string? problem) => notifications.PublishUpdateAsync(resource, s => s with
    {
        HealthStatus = problem is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
        Reason = problem,
    });

    private async Task<string?> CheckAllAsync(IResource resource, CancellationToken endedToken)
    {
        foreach (var check in resource.All<HealthCheckAnnotation>())
        {
            using var budget = CancellationTokenSource.CreateLinkedTokenSource(endedToken);
            using var limit = time.CreateTimer(static b => ((CancellationTokenSource)b!).Cancel(), budget, CheckTimeout, Timeout.InfiniteTimeSpan);
            try
            {
                if (await check.CheckAsync(budget.Token) is { } problem)
                {
                    return $"Health check {check.Key}: {problem}";
                }
            }
            catch (OperationCanceledException) when (!endedToken.IsCancellationRequested)
            {
                return $"Health check {check.Key}: no answer within {CheckTimeout.TotalSeconds} s.";
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                return $"Health check {check.Key}: {ex.Message}";
            }
        }

        return null;
    }

    [LoggerMessage(1030, LogLevel.Error, "'{Resource}' runs, but what is done when it is ready failed.")]
    private partial void LogReadyFailed(string resource, Exception exception);
}
