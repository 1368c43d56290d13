using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Notify.AppHost.Lifecycle;

/// <summary>
/// Starts a process again that has ended by itself, and says why in its console output: after a second, then with growing pauses while it goes on
/// ending. What somebody stopped stays stopped, and what others wait for to complete is not repeated.
/// </summary>
internal sealed partial class CrashRestarts(
    AskedStops stops,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService loggers,
    TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan CalmAfter = TimeSpan.FromMinutes(1); // a process that ran so long has recovered
    private readonly ConcurrentDictionary<string, TimeSpan> pauses = new();
    private readonly ConcurrentDictionary<string, bool> restarting = new();

    /// <summary>Watches until the application stops.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await WatchAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // what ends from here on is meant to
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        var once = model.Resources.SelectMany(static resource => resource.Annotations.OfType<WaitAnnotation>())
            .Where(static wait => wait.WaitType == WaitType.WaitForCompletion).Select(static wait => wait.Resource).ToHashSet();
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is ProjectResource or ExecutableResource && !once.Contains(change.Resource) && HasCrashed(change)
                && restarting.TryAdd(change.ResourceId, true))
            {
                _ = RestartAsync(change, stoppingToken);
            }
        }
    }

    private bool HasCrashed(ResourceEvent change) =>
        change.Snapshot.State?.Text is { } state && (state == KnownResourceStates.Finished || state == KnownResourceStates.Exited) && !stops.Contains(change.Resource);

    private async Task RestartAsync(ResourceEvent change, CancellationToken stoppingToken)
    {
        try
        {
            var pause = NextPause(change);
            LogRestart(loggers.GetLogger(change.Resource), change.Snapshot.ExitCode, pause);
            await Task.Delay(pause, time, stoppingToken);
            if (notifications.TryGetCurrentState(change.ResourceId, out var now) && HasCrashed(now)) // else somebody has acted meanwhile
            {
                await commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the application stops
        }
        finally
        {
            restarting.TryRemove(change.ResourceId, out _);
        }
    }

    private TimeSpan NextPause(ResourceEvent change)
    {
        var ran = change.Snapshot.StopTimeStamp - change.Snapshot.StartTimeStamp;
        return pauses.AddOrUpdate(
            change.ResourceId,
            FirstPause,
            (_, last) => ran > CalmAfter ? FirstPause : last * 2 < LongestPause ? last * 2 : LongestPause);
    }

    [LoggerMessage(1011, LogLevel.Warning, "It ended by itself with exit code {ExitCode}. Starting it again in {Pause}.")]
    private static partial void LogRestart(ILogger logger, int? exitCode, TimeSpan pause);
}
