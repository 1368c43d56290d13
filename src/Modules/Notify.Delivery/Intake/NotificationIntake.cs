using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Contracts;
using Notify.Delivery.Telemetry;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Intake;

/// <summary>
/// Group commit: whatever waits while one commit is under way goes into the next one, so the wait is short when it is quiet and the
/// commits are large when it is busy. Two writers overlap one's network with the other's disk.
/// </summary>
internal sealed partial class NotificationIntake(IntakePipeline pipeline, BatchIntake batches, ILogger<NotificationIntake> logger) : BackgroundService, INotificationIntake
{
    private const int MostPerCommit = 256;
    private const int Writers = 2;

    /// <summary>Callers wait for room; the listener's own limits bound how many there can be.</summary>
    private readonly Channel<PendingSend> waiting = Channel.CreateBounded<PendingSend>(
        new BoundedChannelOptions(4_096) { FullMode = BoundedChannelFullMode.Wait, SingleReader = false });

    public async ValueTask<Acceptance> AcceptAsync(SendCaller caller, SendRequest request, RequestKey? key, CancellationToken cancellationToken)
    {
        var pending = new PendingSend(caller, request, key);
        await waiting.Writer.WriteAsync(pending, cancellationToken);
        return await pending.Outcome.WaitAsync(cancellationToken);
    }

    public ValueTask<BatchAcceptance> AcceptBatchAsync(SendCaller caller, BatchRequest request, RequestKey? key, CancellationToken cancellationToken) =>
        batches.AcceptAsync(caller, request, key, cancellationToken);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => WriteAsync(stoppingToken)));

    private async Task WriteAsync(CancellationToken stoppingToken)
    {
        var group = new List<PendingSend>(MostPerCommit);
        while (await waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            group.Clear();
            while (group.Count < MostPerCommit && waiting.Reader.TryRead(out var pending))
            {
                group.Add(pending);
            }

            if (group.Count > 0)
            {
                await CommitAsync(group, stoppingToken);
            }
        }
    }

    private async Task CommitAsync(List<PendingSend> group, CancellationToken stoppingToken)
    {
        try
        {
            await pipeline.RunAsync(group, stoppingToken);
            DeliveryTelemetry.IntakeBatch.Record(group.Count);
        }
        catch (PostgresException exception) when (!exception.IsTransient && group.Count > 1)
        {
            LogNotAccepted(group.Count, exception.GetType().Name);
            foreach (var pending in group.Where(static pending => pending.IsOpen))
            {
                await CommitAsync([pending], stoppingToken); // what the database refuses must not take its neighbours with it
            }
        }
        catch (Exception exception)
        {
            LogNotAccepted(group.Count, exception.GetType().Name);
            group.ForEach(pending => pending.Refuse(exception)); // each caller answers it; one bad commit must not stop the writer
        }

        foreach (var refused in group.Where(static pending => pending.Outcome.IsFaulted))
        {
            var code = (refused.Outcome.Exception!.InnerException as NotifyException)?.Code ?? ErrorCode.Unavailable; // faulted, so there is one
            DeliveryTelemetry.Refused.Add(1, new KeyValuePair<string, object?>("notify.code", code.Text));
        }
    }

    [LoggerMessage(2100, LogLevel.Warning, "A commit of {Count} notifications failed with {Exception}; the callers were told.")]
    private partial void LogNotAccepted(int count, string exception);
}
