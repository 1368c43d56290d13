using System.Diagnostics;
using System.Net.Http.Json;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.Pipeline;

/// <summary>
/// E-mail from the first accept to the last record of its sending, steady, against a program written by hand for nothing but these writes,
/// and against the parts that Node.js notification services are made of.
/// </summary>
internal static class PipelineBenchmark
{
    private const int Mails = 8_192;
    private const string Peer = "peer";

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        var (peer, reason) = await PeerProgram.InstallAsync("pipeline.mjs", cancellationToken);
        await using var system = await NotifySystem.StartAsync(servers, peer is null ? [] : [(Peer, "node", [peer])], cancellationToken);
        await system.AddSubscribersAsync(Messages.Users, cancellationToken);
        await using var floor = await FloorPipeline.StartAsync(system, cancellationToken);
        List<Func<Task<double>>> contenders =
        [
            () => NotifyAsync(system, cancellationToken),
            () => floor.RunAsync(Mails, cancellationToken),
        ];
        if (peer is not null)
        {
            contenders.Add(() => PeerAsync(system, cancellationToken));
        }

        var medians = await Rounds.RunAsync([.. contenders]);
        report.Add("floor: the same writes by hand, without HTTP", medians[1], "mails/s");
        report.Add("notify", medians[0], "mails/s", "floor", medians[1]);
        if (peer is null)
        {
            report.Skip("BullMQ + nodemailer + pg + fastify", reason);
            return;
        }

        report.Add("BullMQ + nodemailer + pg + fastify", medians[2], "mails/s");
        report.Add("notify", medians[0], "mails/s", "BullMQ", medians[2]);
    }

    private static async Task<double> NotifyAsync(NotifySystem system, CancellationToken cancellationToken)
    {
        var rate = await LoadAsync(system, "gateway", () => IsRecordedAsync(system, cancellationToken), cancellationToken);
        await NotifySystem.UntilAsync(async () => await system.CountAsync("delivery.event_outbox", cancellationToken) == 0, cancellationToken); // the next contender starts in quiet
        return rate;
    }

    private static async Task<bool> IsRecordedAsync(NotifySystem system, CancellationToken cancellationToken) =>
        await system.CountAsync("delivery.notifications WHERE status IN (0, 2)", cancellationToken) == 0;

    private static Task<double> PeerAsync(NotifySystem system, CancellationToken cancellationToken) =>
        LoadAsync(system, Peer, async () => await system.CountAsync("peer_notifications WHERE status <> 'sent'", cancellationToken) == 0, cancellationToken);

    private static async Task<double> LoadAsync(NotifySystem system, string program, Func<Task<bool>> isRecorded, CancellationToken cancellationToken)
    {
        var requests = Messages.Requests(system, program);
        using var mailbox = new HttpClient { BaseAddress = system.AddressOf("mailbox") };
        using (await mailbox.DeleteAsync("/api/messages", cancellationToken))
        {
        }

        var started = Stopwatch.GetTimestamp();
        await HttpLoad.RunAsync(system.AddressOf(program), Mails, i => requests[i % requests.Length], expectedStatus: 202, cancellationToken);
        await NotifySystem.UntilAsync(async () => (await mailbox.GetFromJsonAsync<Arrived>("/api/count", cancellationToken)).Count >= Mails, cancellationToken);
        await NotifySystem.UntilAsync(isRecorded, cancellationToken);
        return Mails / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private readonly record struct Arrived(long Count);
}
