using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Notify.GraphQL;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.CostAnalysis;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Types;

namespace Notify.Benchmarks.GraphQL;

/// <summary>The feed twice: as a raw minimal API with generated serialisation, and as GraphQL.</summary>
internal static class FeedServer
{
    public const string Command = "serve-graphql-feed";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddFeed();
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet("/raw", static () => TypedResults.Json(new FeedAnswer(new FeedData(Feed.Page)), FeedJson.Default.FeedAnswer));
        app.MapGraphQL();
        app.MapPost("/tick", async (ITopicEventSender sender, HttpContext context) => await sender.SendAsync("ticks", 1, context.RequestAborted));
        using var counts = new FeedCounts();
        app.MapGet("/counts", () => new { subscriptions = counts.Subscriptions, ticks = FeedTicks.Executions });
        app.MapGet("/memory", static () => FeedMemory.AfterCollection());
        await app.RunAsync();
    }

    public static void AddFeed(this IServiceCollection services) =>
        services.AddGraphQLServer().AddTypes(typeof(FeedQueries), typeof(FeedItemFields), typeof(FeedTicks)).AddInMemorySubscriptions();
}

[QueryType]
internal static partial class FeedQueries
{
    [Cost(1)]
    [ListSize(SlicingArguments = ["first"], SizedFields = ["edges"])]
    public static FeedPage GetFeed(int first) =>
        first == Feed.Page.Edges.Count ? Feed.Page : Feed.Page with { Edges = [.. Feed.Page.Edges.Take(first)] };
}

[ObjectType<FeedItem>]
internal static partial class FeedItemFields
{
    [Cost(1)]
    public static Task<FeedActor> GetLoadedActorAsync([Parent] FeedItem item, ActorByItem actors, CancellationToken cancellationToken) =>
        actors.LoadRequiredAsync(item.Id, cancellationToken);
}

internal sealed class ActorByItem(IBatchScheduler scheduler, DataLoaderOptions options) : BatchDataLoader<string, FeedActor>(scheduler, options)
{
    protected override Task<IReadOnlyDictionary<string, FeedActor>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<string, FeedActor>>(keys.ToDictionary(static key => key, Feed.ActorOf));
}

[SubscriptionType]
internal static partial class FeedTicks
{
    private static int executions;

    /// <summary>Gets how often an event was executed and serialised.</summary>
    [GraphQLIgnore]
    public static int Executions => Volatile.Read(ref executions);

    [Subscribe]
    [Topic("ticks")]
    public static int OnTicked([EventMessage] int tick)
    {
        Interlocked.Increment(ref executions);
        return tick;
    }
}
