using Notify.Benchmarks.Accept;
using Notify.Benchmarks.Channels;
using Notify.Benchmarks.Floor;
using Notify.Benchmarks.GraphQL;
using Notify.Benchmarks.Pipeline;
using Notify.Benchmarks.Priority;
using Notify.Benchmarks.Start;

namespace Notify.Benchmarks;

/// <summary>The benchmarks by name, in the order in which they run.</summary>
internal static class Benchmarks
{
    public static readonly IReadOnlyDictionary<string, Func<TestServers.TestServers, Report, CancellationToken, Task>> All =
        new Dictionary<string, Func<TestServers.TestServers, Report, CancellationToken, Task>>
        {
            ["accept"] = AcceptBenchmark.RunAsync,
            ["pipeline"] = PipelineBenchmark.RunAsync,
            ["priority"] = PriorityBenchmark.RunAsync,
            ["graphql"] = GraphQLBenchmark.RunAsync,
            ["channels"] = ChannelsBenchmark.RunAsync,
            ["floor"] = FloorBenchmark.RunAsync,
            ["start"] = StartBenchmark.RunAsync,
        };
}
