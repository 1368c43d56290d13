using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Npgsql;

namespace Notify.Delivery.Sending;

/// <summary>Group commit of outcomes: whatever ended while one commit was under way goes into the next. Retries until it is stored; the fence makes repeating harmless.</summary>
internal sealed partial class SettleQueue(SettleStore store, IOutboxPump pump, StopOrder stop, ILogger<SettleQueue> logger) : BackgroundService
{
    private const int MostPerCommit = 256;
    private const int MaxRefusals = 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Bounded by what is in flight: each place waits for its settlement.</summary>
    private readonly Channel<Settlement> ended = Channel.CreateBounded<Settlement>(
        new BoundedChannelOptions(16_384) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <summary>Hands over an attempt's end; <see cref="Settlement.Stored"/> tells when it is committed.</summary>
    public ValueTask EnqueueAsync(Settlement settlement, CancellationToken cancellationToken) => ended.Writer.WriteAsync(settlement, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => _ = CompleteAsync(patience));
        var group = new List<Settlement>(MostPerCommit);
        while (await ended.Reader.WaitToReadAsync(patience.Token))
        {
            group.Clear();
            while (group.Count < MostPerCommit && ended.Reader.TryRead(out var settlement))
            {
                group.Add(settlement);
            }

            await StoreAsync(group, patience.Token);
        }
    }

    /// <summary>Takes outcomes until the last call has ended, and gives up on those that the database does not take a moment later.</summary>
    private async Task CompleteAsync(CancellationTokenSource patience)
    {
        await stop.CallsEnded;
        ended.Writer.TryComplete();
        patience.CancelAfter(DeliveryModule.RecordingTime);
    }

    private async Task StoreAsync(List<Settlement> group, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        for (var tries = 1; ; tries++)
        {
            try
            {
                await store.StoreAsync(group, cancellationToken);
                group.ForEach(static settlement => settlement.MarkStored());
                pump.Announce(group.SelectMany(static settlement => settlement.Announced).ToList());
                return;
            }
            catch (PostgresException exception) when (!exception.IsTransient && tries >= MaxRefusals)
            {
                LogRefused(exception, group.Count);
                if (group.Count == 1)
                {
                    group[0].MarkLost(); // its lease expires, and the attempt is told to be ambiguous
                    return;
                }

                foreach (var settlement in group)
                {
                    await StoreAsync([settlement], cancellationToken); // one that cannot be stored must not hold up the others
                }

                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                group.ForEach(static settlement => settlement.MarkLost()); // the leases expire, and the attempts are told to be ambiguous
                throw;
            }
            catch (Exception exception)
            {
                LogNotStored(exception, group.Count);
            }

            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "The database refuses {Count} outcomes.")]
    private partial void LogRefused(Exception exception, int count);

    [LoggerMessage(2300, LogLevel.Warning, "{Count} outcomes could not be recorded yet.")]
    private partial void LogNotStored(Exception exception, int count);
}
