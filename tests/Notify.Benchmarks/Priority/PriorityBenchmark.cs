using System.Net.Http.Json;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.Priority;

/// <summary>How long messages take from the call to the provider when nothing else happens, and while a broadcast to 10,000 is being worked off.</summary>
internal static class PriorityBenchmark
{
    private const int Recipients = 10_000;
    private const int BatchSize = 500;
    private const int Probes = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Priorities = ["critical", "high", "normal"];

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        await using var system = await NotifySystem.StartAsync(servers, [], cancellationToken);
        await system.AddSubscribersAsync(Messages.Users.Concat(Priorities), cancellationToken);
        foreach (var priority in Priorities)
        {
            await ProbeAsync(system, priority, "warm-up", cancellationToken);
            var idle = await ProbeAsync(system, priority, "idle", cancellationToken);
            await BroadcastAsync(system, cancellationToken);
            var busy = await ProbeAsync(system, priority, "busy", cancellationToken);
            var left = await LeftAsync(system, cancellationToken);
            await NotifySystem.UntilAsync(async () => await LeftAsync(system, cancellationToken) == 0, cancellationToken);
            foreach (var share in new[] { 0.5, 0.99 })
            {
                var (quiet, loaded) = (Rounds.Percentile(idle, share), Rounds.Percentile(busy, share));
                report.Add($"{priority} p{share * 100:0}, idle", quiet, "ms");
                report.Add($"{priority} p{share * 100:0}, {left} of {Recipients} left at the end", loaded, "ms", "idle", quiet);
            }
        }
    }

    private static Task<long> LeftAsync(NotifySystem system, CancellationToken cancellationToken) =>
        system.CountAsync("delivery.notifications WHERE status IN (0, 2)", cancellationToken);

    private static async Task BroadcastAsync(NotifySystem system, CancellationToken cancellationToken)
    {
        for (var sent = 0; sent < Recipients; sent += BatchSize)
        {
            await system.PostAsync(
                "/v1/notifications/batch",
                new
                {
                    recipients = Enumerable.Range(sent, BatchSize).Select(static i => new { userId = Messages.Users[i % Messages.Users.Count], channel = "email" }),
                    subject = Messages.Subject,
                    body = Messages.Body,
                    priority = "low",
                },
                cancellationToken);
        }
    }

    /// <summary>Sends one message after the other at a fixed pace.</summary>
    /// <returns>The milliseconds from each call to the arrival of its mail.</returns>
    private static async Task<IReadOnlyList<double>> ProbeAsync(
        NotifySystem system, string priority, string round, CancellationToken cancellationToken)
    {
        var sentAt = new Dictionary<string, DateTimeOffset>();
        using var pace = new PeriodicTimer(Pace);
        var calls = new List<Task>();
        for (var i = 0; i < Probes && await pace.WaitForNextTickAsync(cancellationToken); i++)
        {
            var subject = $"{priority} {round} {i}";
            sentAt[subject] = TimeProvider.System.GetUtcNow();
            calls.Add(system.PostAsync("/v1/notifications", new { userId = priority, channel = "email", subject, body = Messages.Body, priority }, cancellationToken));
        }

        await Task.WhenAll(calls);
        using var mailbox = new HttpClient { BaseAddress = system.AddressOf("mailbox") };
        var arrived = new Listing([]);
        await NotifySystem.UntilAsync(async () =>
        {
            arrived = (await mailbox.GetFromJsonAsync<Listing>($"/api/messages?to={priority}@example.com&limit=1000", cancellationToken))!; // the mailbox never answers null
            return arrived.Messages.Count(mail => sentAt.ContainsKey(mail.Subject)) >= Probes;
        }, cancellationToken);
        return [.. arrived.Messages.Where(mail => sentAt.ContainsKey(mail.Subject)).Select(mail => (mail.ReceivedAt - sentAt[mail.Subject]).TotalMilliseconds)];
    }

    private sealed record Listing(IReadOnlyList<Mail> Messages);

    private sealed record Mail(string Subject, DateTimeOffset ReceivedAt);
}
