using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.Accept;

/// <summary>Durable accepts over REST from 32 clients, the dispatcher stopped, against a program that commits each request for itself.</summary>
internal static class AcceptBenchmark
{
    private const int Requests = 20_000;
    private const string Floor = "insert-per-request";

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        await using var system = await NotifySystem.StartAsync(
            servers, [(Floor, "dotnet", [NotifySystem.Program("Notify.Benchmarks"), InsertPerRequestServer.Command])], cancellationToken);
        await system.StopAsync(NotifySystem.Dispatcher, cancellationToken);
        var users = Messages.Users;
        await system.AddSubscribersAsync(users, cancellationToken);
        var medians = await Rounds.RunAsync(
            () => Load(system, "gateway", cancellationToken),
            () => Load(system, Floor, cancellationToken));

        report.Add("one transaction per request, minimal API", medians[1], "accepts/s");
        report.Add("notify, POST /v1/notifications", medians[0], "accepts/s", "one transaction per request", medians[1]);
    }

    private static Task<double> Load(NotifySystem system, string program, CancellationToken cancellationToken)
    {
        var requests = Messages.Requests(system, program);
        return HttpLoad.RunAsync(system.AddressOf(program), Requests, i => requests[i % requests.Length], expectedStatus: 202, cancellationToken);
    }
}
