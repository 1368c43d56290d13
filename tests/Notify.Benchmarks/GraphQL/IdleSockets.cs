using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.GraphQL;

/// <summary>
/// Ten thousand sockets with the same subscription, in which nothing happens: what each holds in the server's memory. Then one event:
/// when the last has it, and how often it was executed and serialised for all of them.
/// </summary>
internal static partial class IdleSockets
{
    private const int Wanted = 10_000;
    private const int WarmUp = 500; // opened before the first look, so that pools and code are not counted
    private const int Spare = 1_000; // descriptors for everything else
    private const int Opening = 64; // at once, below Kestrel's backlog
    private const int Events = 5;

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var count = Math.Min(Wanted, MaxDescriptors() - WarmUp - Spare);
        if (count < WarmUp)
        {
            report.Skip("idle subscriptions", "fewer than 2,000 open files are allowed: raise ulimit -n");
            return;
        }

        await using var server = await ServerProcess.StartAsync("dotnet", [NotifySystem.Program("Notify.Benchmarks"), FeedServer.Command], cancellationToken);
        using var client = new HttpClient { BaseAddress = server.Address };
        await using var crowd = new Crowd(server.Address, cancellationToken);
        await crowd.GrowAsync(WarmUp);
        await SettleAsync(client, crowd, WarmUp, cancellationToken);
        await TickAsync(client, crowd, cancellationToken);
        var before = await MemoryAsync(client, cancellationToken);
        await crowd.GrowAsync(WarmUp + count);
        await SettleAsync(client, crowd, WarmUp + count, cancellationToken);
        var after = await MemoryAsync(client, cancellationToken);
        report.Add($"{count:N0} idle subscriptions: live objects", (after.HeapBytes - before.HeapBytes) / 1024.0 / count, "KB/socket");
        report.Add($"{count:N0} idle subscriptions: working set", (after.WorkingSetBytes - before.WorkingSetBytes) / 1024.0 / count, "KB/socket");

        await TickAsync(client, crowd, cancellationToken);
        var executions = (await CountsAsync(client, cancellationToken)).Ticks;
        var times = new List<double>();
        for (var i = 0; i < Events; i++)
        {
            times.Add(await TickAsync(client, crowd, cancellationToken));
        }

        executions = (await CountsAsync(client, cancellationToken)).Ticks - executions;
        report.Add($"one event to {WarmUp + count:N0} subscribers: all have it", Rounds.Percentile(times, 0.5), "ms");
        report.Add($"one event to {WarmUp + count:N0} subscribers: executed", (double)executions / Events, "times");
    }

    private static int MaxDescriptors() =>
        OperatingSystem.IsLinux() && OpenFiles().Match(File.ReadAllText("/proc/self/limits")) is { Success: true } limit
            && int.TryParse(limit.Groups["soft"].Value, out var most)
            ? most
            : int.MaxValue;

    [GeneratedRegex(@"^Max open files\s+(?<soft>\d+)", RegexOptions.Multiline)]
    private static partial Regex OpenFiles();

    private static Task SettleAsync(HttpClient client, Crowd crowd, int subscriptions, CancellationToken cancellationToken) => NotifySystem.UntilAsync(
        async () =>
        {
            crowd.ThrowIfBroken();
            return (await CountsAsync(client, cancellationToken)).Subscriptions == subscriptions;
        },
        cancellationToken);

    /// <returns>Milliseconds until every subscriber has the event.</returns>
    private static async Task<double> TickAsync(HttpClient client, Crowd crowd, CancellationToken cancellationToken)
    {
        var all = crowd.ExpectEvent();
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync("/tick", null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await all.WaitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<Counts> CountsAsync(HttpClient client, CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<Counts>("/counts", cancellationToken))!; // the server answers no null

    private static async Task<FeedMemory> MemoryAsync(HttpClient client, CancellationToken cancellationToken) =>
        (await client.GetFromJsonAsync<FeedMemory>("/memory", cancellationToken))!; // the server answers no null

    private sealed record Counts(int Subscriptions, int Ticks);

    /// <summary>The subscribers, and how many of them an event has reached.</summary>
    private sealed class Crowd(Uri server, CancellationToken cancellationToken) : IAsyncDisposable
    {
        private readonly CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        private readonly List<FeedSubscriber> subscribers = [];
        private readonly List<Task> readings = [];
        private TaskCompletionSource reached = new();
        private volatile Exception? broken;
        private int missing;

        public async Task GrowAsync(int size)
        {
            while (subscribers.Count < size)
            {
                subscribers.Add(new FeedSubscriber());
            }

            await Parallel.ForEachAsync(
                subscribers.Skip(readings.Count), new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = leaving.Token },
                async (subscriber, token) => await subscriber.SubscribeAsync(server, token));
            readings.AddRange(subscribers.Skip(readings.Count).Select(ReadAsync).ToList());
        }

        /// <exception cref="InvalidOperationException">A subscriber lost its socket.</exception>
        public void ThrowIfBroken()
        {
            if (broken is { } reason)
            {
                throw new InvalidOperationException("A subscriber lost its socket.", reason);
            }
        }

        /// <summary>Answers what ends when each has one more event, or fails when one cannot have it.</summary>
        public Task ExpectEvent()
        {
            reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref missing, subscribers.Count);
            return reached.Task;
        }

        public async ValueTask DisposeAsync()
        {
            await leaving.CancelAsync();
            await Task.WhenAll(readings);
            subscribers.ForEach(static subscriber => subscriber.Dispose());
            leaving.Dispose();
        }

        private async Task ReadAsync(FeedSubscriber subscriber)
        {
            try
            {
                await subscriber.ReadAsync(OnEvent, leaving.Token);
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                // the benchmark is over
            }
            catch (Exception exception) when (exception is IOException or SocketException)
            {
                broken = exception;
                reached.TrySetException(exception);
            }
        }

        private void OnEvent()
        {
            if (Interlocked.Decrement(ref missing) == 0)
            {
                reached.SetResult();
            }
        }
    }
}
