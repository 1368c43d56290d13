using System.Text.Json;
using System.Text.Json.Nodes;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.GraphQL;

/// <summary>
/// The page of the feed over 32 connections, the document known. What counts is the processor time that the server's process takes for a
/// request: the load generator shares the processors, so the rate is also its own.
/// </summary>
internal static class FeedComparison
{
    private const string RawPath = "/raw";

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        await using var feed = await ServerProcess.StartAsync("dotnet", [NotifySystem.Program("Notify.Benchmarks"), FeedServer.Command], cancellationToken);
        List<Contender> contenders =
        [
            new("minimal API, the same JSON", feed, RawPath, null, 40_000),
            Ask(feed, "notify", Feed.Query, 40_000),
            Ask(feed, "notify, 20 actors by a batching loader", Feed.LoadedQuery, 40_000),
        ];
        var (peer, reason) = await PeerProgram.InstallAsync("graphql.mjs", cancellationToken);
        await using var peers = new Peers();
        if (peer is not null)
        {
            await peers.StartAsync(peer, cancellationToken);
            contenders.AddRange(peers.Contenders());
        }

        await CheckAnswersAsync(contenders, cancellationToken);
        var turns = await Rounds.TurnsAsync([.. contenders.Select(contender => (Func<Task<Turn>>)(() => contender.RunAsync(cancellationToken)))]);
        for (var i = 0; i < contenders.Count; i++)
        {
            var basis = i < Peers.First ? 0 : Peers.First;
            report.AddCost(contenders[i].Name, Cpu(i), "CPU µs/req", i == basis ? null : contenders[basis].Name, i == basis ? null : Cpu(basis));
            report.Add(contenders[i].Name, Rounds.Percentile(turns[i].Select(static turn => turn.PerSecond), 0.5), "req/s");
        }

        if (peer is null)
        {
            report.Skip("mercurius, graphql-yoga, Apollo Server", reason);
            return;
        }

        for (var i = Peers.First + 1; i < contenders.Count; i++)
        {
            report.AddCost("notify", Cpu(1), "CPU µs/req", contenders[i].Name, Cpu(i));
        }

        double Cpu(int contender) => Rounds.Percentile(turns[contender].Select(static turn => turn.CpuMicroseconds), 0.5);
    }

    private static Contender Ask(ServerProcess server, string name, string query, int requests) => new(
        name, server, "/graphql", JsonSerializer.Serialize(new { query, variables = new { first = Feed.Page.Edges.Count } }), requests);

    /// <summary>Only what gives the same answer is compared.</summary>
    private static async Task CheckAnswersAsync(IEnumerable<Contender> contenders, CancellationToken cancellationToken)
    {
        var expected = JsonSerializer.SerializeToNode(new FeedAnswer(new FeedData(Feed.Page)), FeedJson.Default.FeedAnswer);
        foreach (var contender in contenders)
        {
            var answer = await HttpLoad.ReadAsync(contender.Server.Address, contender.Path, contender.Json, cancellationToken);
            if (!JsonNode.DeepEquals(JsonNode.Parse(answer.Replace("loadedActor", "actor", StringComparison.Ordinal)), expected))
            {
                throw new InvalidOperationException($"{contender.Name} answers something else: {answer}");
            }
        }
    }

    private readonly record struct Turn(double CpuMicroseconds, double PerSecond);

    private sealed record Contender(string Name, ServerProcess Server, string Path, string? Json, int Requests)
    {
        private readonly byte[] request = Json is null ? HttpLoad.Get(Server.Address, Path) : HttpLoad.Post(Server.Address, Path, null, Json);

        public async Task<Turn> RunAsync(CancellationToken cancellationToken)
        {
            var before = Server.CpuTime;
            var perSecond = await HttpLoad.RunAsync(Server.Address, Requests, _ => request, expectedStatus: 200, cancellationToken);
            return new Turn((Server.CpuTime - before).TotalMicroseconds / Requests, perSecond);
        }
    }

    /// <summary>The servers of Node.js, each a process of its own.</summary>
    private sealed class Peers : IAsyncDisposable
    {
        public const int First = 3; // those before it are of .NET
        private static readonly (string Kind, string Name, int Requests)[] Kinds =
        [
            ("raw", "node:http, the same JSON", 30_000), ("mercurius", "mercurius, jit", 20_000), ("yoga", "graphql-yoga", 5_000), ("apollo", "Apollo Server", 5_000),
        ];

        private readonly List<ServerProcess> servers = [];

        public async Task StartAsync(string program, CancellationToken cancellationToken)
        {
            foreach (var (kind, _, _) in Kinds)
            {
                servers.Add(await ServerProcess.StartAsync("node", [program, kind], cancellationToken));
            }
        }

        public IEnumerable<Contender> Contenders() => Kinds.Select((kind, i) => kind.Kind == "raw"
            ? new Contender(kind.Name, servers[i], RawPath, null, kind.Requests)
            : Ask(servers[i], kind.Name, Feed.Query, kind.Requests));

        public async ValueTask DisposeAsync()
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }
}
