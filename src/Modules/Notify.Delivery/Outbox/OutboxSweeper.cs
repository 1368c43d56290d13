using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Messaging;

namespace Notify.Delivery.Outbox;

/// <summary>Publishes what was committed and never published: the process died in between, or the broker was away.</summary>
internal sealed partial class OutboxSweeper(ILanePublisher publisher, OutboxStore store, TimeProvider timeProvider, ILogger<OutboxSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Younger rows are still in the hands of the pump that committed them.</summary>
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await SweepAsync(stoppingToken))
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                LogLater(exception);
            }
        }
    }

    private async Task<bool> SweepAsync(CancellationToken stoppingToken)
    {
        await using var claim = await store.ClaimAsync(timeProvider.GetUtcNow() - LeftAlone, stoppingToken);
        if (claim.Entries.Count == 0)
        {
            return false;
        }

        await Task.WhenAll(claim.Entries.Select(entry => publisher.PublishAsync(entry.Lane, entry.Body, entry.TraceParent, stoppingToken).AsTask()));
        await claim.ForgetAsync(stoppingToken);
        DeliveryTelemetry.Swept.Add(claim.Entries.Count);
        LogSwept(claim.Entries.Count);
        return true;
    }

    [LoggerMessage(2010, LogLevel.Information, "Published {Count} messages that were left in the outbox.")]
    private partial void LogSwept(int count);

    [LoggerMessage(2011, LogLevel.Debug, "The outbox waits.")]
    private partial void LogLater(Exception exception);
}
