using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Delivery.Lanes;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>Serves every channel for which a plugin is loaded; a channel that appears later is served from then on.</summary>
internal sealed partial class SendLoop(
    LaneFeed feed, Sender sender, StopOrder stop, IChannelPlugins plugins, IOptions<DispatchOptions> options, ILogger<SendLoop> logger) : BackgroundService
{
    private readonly int places = options.Value.InFlightLimit;
    private readonly ConcurrentDictionary<string, Task> channels = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Serve()
        {
            foreach (var channel in plugins.Manifests.Select(static manifest => manifest.Channel).Distinct())
            {
                channels.GetOrAdd(channel, name => ServeAsync(name, stoppingToken));
            }
        }

        await using var stopping = stoppingToken.Register(stop.Begin);
        plugins.Changed += Serve;
        try
        {
            Serve();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(channels.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            plugins.Changed -= Serve;
            stop.EndCalls();
        }
    }

    /// <summary>Some places are for urgent messages only: with all others taken by slow sends, a one-time code still leaves at once.</summary>
    private async Task ServeAsync(string channel, CancellationToken stoppingToken)
    {
        await Task.Yield();
        var urgentPlaces = places / 8;
        var inbox = new LaneInbox(environmentShare: Math.Max(1, places * 5 / 8), urgentShare: Math.Max(1, places / 4)); // an eighth is left for others whatever one does
        LogServing(channel, places, urgentPlaces);
        var workers = new List<Task> { feed.RunAsync(LaneNames.SendStage(channel), inbox, stoppingToken), WorkAsync(channel, inbox, places - urgentPlaces, Priority.Low, stoppingToken) };
        if (urgentPlaces > 0)
        {
            workers.Add(WorkAsync(channel, inbox, urgentPlaces, Priority.High, stoppingToken));
        }

        await Task.WhenAll(workers);
    }

    private async Task WorkAsync(string channel, LaneInbox inbox, int count, Priority leastUrgent, CancellationToken stoppingToken)
    {
        using var free = new FreePlaces(count);
        var sending = new ConcurrentDictionary<Task, byte>();
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var taken = await free.TakeSomeAsync(LaneBody.MaxIds, stoppingToken);
                var batch = await inbox.TakeAsync(taken, leastUrgent, stoppingToken);
                free.GiveBack(taken - batch.Tickets.Count);
                var work = sender.SendAsync(channel, batch, () =>
                {
                    inbox.Release(batch.EnvironmentId, batch.Priority, 1);
                    free.GiveBack(1);
                }, stoppingToken);
                sending[work] = 0;
                _ = work.ContinueWith(done => sending.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        finally
        {
            await Task.WhenAll(sending.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // the outcomes of calls under way are still recorded
        }
    }

    [LoggerMessage(2310, LogLevel.Information, "Serving channel {Channel} with {Places} places, {UrgentPlaces} of them for urgent messages only.")]
    private partial void LogServing(string channel, int places, int urgentPlaces);
}
