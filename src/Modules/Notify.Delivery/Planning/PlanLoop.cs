using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Lanes;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Planning;

/// <summary>Takes accepted notifications and jobs from the plan lanes. Some workers take urgent work only, so that a broadcast never occupies them all.</summary>
internal sealed partial class PlanLoop(
    LaneFeed feed, Planner planner, JobExpansion expansion, DeadLetterStore deadLetters, ILogger<PlanLoop> logger) : BackgroundService
{
    private const int Workers = 2;
    private const int UrgentWorkers = 1;
    private const int MaxTries = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var inbox = new LaneInbox(environmentShare: int.MaxValue, urgentShare: int.MaxValue, finishesUrgentFirst: true);
        var workers = Enumerable.Repeat(Priority.Low, Workers).Concat(Enumerable.Repeat(Priority.High, UrgentWorkers));
        return Task.WhenAll(workers.Select(leastUrgent => WorkAsync(inbox, leastUrgent, stoppingToken)).Append(feed.RunAsync(LaneNames.PlanStage, inbox, stoppingToken)));
    }

    private async Task WorkAsync(LaneInbox inbox, Priority leastUrgent, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var batch = await inbox.TakeAsync(LaneBody.MaxIds, leastUrgent, stoppingToken);
            for (var tries = 1; !await TryAsync(batch, tries, stoppingToken); tries++)
            {
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }

            inbox.Release(batch.EnvironmentId, batch.Priority, batch.Tickets.Count);
            await batch.FinishAsync();
        }
    }

    /// <returns><see langword="true"/> when the batch is done, or put aside for good.</returns>
    private async Task<bool> TryAsync(LaneBatch batch, int tries, CancellationToken stoppingToken)
    {
        try
        {
            await (batch.Work switch
            {
                LaneWork.Plan => planner.PlanAsync(batch, stoppingToken),
                LaneWork.ExpandJob => expansion.ExpandAsync(batch, stoppingToken),
                _ => deadLetters.PutAsideAsync(batch.Tickets[0].Unit.Message.Lane.QueueName, batch.Tickets[0].Unit.Message.Body, $"Work '{batch.Work}' does not belong in a plan lane.", stoppingToken),
            });
            return true;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw; // not acknowledged: another dispatcher gets it
        }
        catch (Exception exception) when (tries < MaxTries || IsOutage(exception))
        {
            LogTryingAgain(exception, batch.Tickets.Count);
            return false;
        }
        catch (Exception exception)
        {
            LogFailed(exception, batch.Tickets.Count);
            return await PutAsideAsync(batch, exception, stoppingToken);
        }
    }

    /// <summary>The database is away, however the exception is wrapped: that says nothing against the message.</summary>
    private static bool IsOutage(Exception exception) =>
        exception is NpgsqlException { IsTransient: true } or NpgsqlException and not PostgresException
        || (exception.InnerException is { } inner && IsOutage(inner));

    private async Task<bool> PutAsideAsync(LaneBatch batch, Exception exception, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var message in batch.Tickets.Select(static ticket => ticket.Unit.Message).Distinct())
            {
                await deadLetters.PutAsideAsync(
                    message.Lane.QueueName, message.Body, $"Planning failed {MaxTries} times: {exception.GetType().Name}: {exception.Message}", stoppingToken);
                DeliveryTelemetry.DeadLetters.Add(1);
            }

            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    [LoggerMessage(2200, LogLevel.Warning, "Planning {Count} ids waits.")]
    private partial void LogTryingAgain(Exception exception, int count);

    [LoggerMessage(2201, LogLevel.Error, "Planning {Count} ids failed.")]
    private partial void LogFailed(Exception exception, int count);
}
