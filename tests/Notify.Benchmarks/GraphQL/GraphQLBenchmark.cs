namespace Notify.Benchmarks.GraphQL;

/// <summary>
/// The GraphQL server against the same JSON without GraphQL, and against Node.js servers on the same schema; then what a new query
/// costs, what a waiting subscriber costs, and what the door costs on a whole Notify.
/// </summary>
internal static class GraphQLBenchmark
{
    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        await FeedComparison.RunAsync(report, cancellationToken);
        await ColdPath.RunAsync(report, cancellationToken);
        await IdleSockets.RunAsync(report, cancellationToken);
        await DoorComparison.RunAsync(servers, report, cancellationToken);
    }
}
