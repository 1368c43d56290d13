using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;

namespace Notify.Delivery.Timers;

/// <summary>Fires timers as they come due. Any number of dispatchers run it; row locks share the work.</summary>
internal sealed partial class TimerLoop(TimerStore store, IOutboxPump pump, ILogger<TimerLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pace is the machine's; what is due is asked of the injected clock, so a test moves that one.
        using var pace = new PeriodicTimer(Pause, TimeProvider.System);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                while (await FireAsync(stoppingToken))
                {
                }
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
    }

    private async Task<bool> FireAsync(CancellationToken stoppingToken)
    {
        var (announced, fired) = await store.FireAsync(stoppingToken);
        pump.Announce(announced);
        DeliveryTelemetry.TimersFired.Add(fired);
        return fired > 0;
    }

    [LoggerMessage(2030, LogLevel.Warning, "Timers wait.")]
    private partial void LogLater(Exception exception);
}
