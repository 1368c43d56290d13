using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Delivery.Storage;

namespace Notify.Delivery.Housekeeping;

/// <summary>Hourly: partitions ahead, expired weeks dropped, old keys and finished jobs forgotten.</summary>
internal sealed partial class HousekeepingLoop(
    PartitionStore partitions, HousekeepingStore store, IOptions<RetentionOptions> options, ILogger<HousekeepingLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);
    private readonly RetentionOptions retention = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        do
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                LogLater(exception); // whatever it was must not end the loop
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Does one round.</summary>
    internal async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        await partitions.EnsureAsync(cancellationToken);
        var dropped = await partitions.DropExpiredAsync(TimeSpan.FromDays(retention.NotificationDays), cancellationToken);
        var forgotten = await store.ForgetExpiredAsync(
            TimeSpan.FromDays(retention.NotificationDays), TimeSpan.FromDays(retention.IdempotencyKeyDays), cancellationToken);
        LogDone(dropped, forgotten);
    }

    [LoggerMessage(2040, LogLevel.Debug, "Housekeeping dropped {Partitions} partitions and {Rows} expired rows.")]
    private partial void LogDone(int partitions, int rows);

    [LoggerMessage(2041, LogLevel.Warning, "Housekeeping waits.")]
    private partial void LogLater(Exception exception);
}
