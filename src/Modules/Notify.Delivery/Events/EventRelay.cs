using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Messaging;
using Npgsql;

namespace Notify.Delivery.Events;

/// <summary>
/// Numbers events and tells them: to the topic exchange for other systems, and live to those who follow them. One process at a time does it,
/// so that each notification's events leave in order.
/// </summary>
internal sealed partial class EventRelay(EventStore store, ILanePublisher publisher, LiveEvents live, ILogger<EventRelay> logger) : BackgroundService
{
    private const int MostAtOnce = 256;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PauseWhenFollowing = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var leader = await store.TryLeadAsync(stoppingToken);
                if (leader is not null)
                {
                    await RelayAsync(leader, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                LogWaits(exception);
            }

            await Task.Delay(PauseWhenFollowing, TimeProvider.System, stoppingToken);
        }
    }

    private async Task RelayAsync(NpgsqlConnection leader, CancellationToken stoppingToken)
    {
        live.Begin();
        while (true)
        {
            var pending = await EventStore.ReadPendingAsync(leader, MostAtOnce, stoppingToken);
            if (pending.Count == 0)
            {
                await live.TellAsync([], stoppingToken);
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
                continue;
            }

            // Numbered and committed before anybody hears of them: whoever has heard of one can read on from there.
            var numbered = await EventStore.NumberAsync(leader, pending, stoppingToken);
            await live.TellAsync(numbered, stoppingToken);

            // One channel carries them in the order of these calls; awaiting together only waits for the confirms.
            await Task.WhenAll(pending.Where(static e => e.Id != Guid.Empty).Select(e =>
                publisher.PublishEventAsync(e.Type, e.Id.ToString("D"), Encoding.UTF8.GetBytes(e.Payload), stoppingToken).AsTask()));
            await EventStore.ForgetAsync(leader, pending.Select(static e => e.Sequence).ToArray(), stoppingToken);
            DeliveryTelemetry.EventsPublished.Add(pending.Count);
        }
    }

    [LoggerMessage(2020, LogLevel.Debug, "Events wait.")]
    private partial void LogWaits(Exception exception);
}
