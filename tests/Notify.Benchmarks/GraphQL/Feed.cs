using System.Text.Json.Serialization;

namespace Notify.Benchmarks.GraphQL;

/// <summary>The data that every server of the comparison answers: a page of 20 notifications, 4.5 KB of JSON.</summary>
internal static class Feed
{
    /// <summary>What clients ask for, from the page itself.</summary>
    public const string Query =
        "query Feed($first: Int!) { feed(first: $first) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id title body createdAt read priority actor { id name } } } } }";

    /// <summary>The same, with the actors through a batching loader: 20 keys in one batch.</summary>
    public const string LoadedQuery =
        "query Feed($first: Int!) { feed(first: $first) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node { id title body createdAt read priority loadedActor { id name } } } } }";

    private static readonly FeedActor[] Actors = [.. Enumerable.Range(0, 20).Select(static i => new FeedActor($"actor-{i:D4}", $"Person number {i}"))];

    public static readonly FeedPage Page = new(
        1_000,
        new FeedPageInfo(true, "cursor-0019"),
        [.. Enumerable.Range(0, 20).Select(static i => new FeedEdge(
            $"cursor-{i:D4}",
            new FeedItem($"notification-{i:D4}", $"Order {1000 + i} has shipped", "It is on its way and should be with you within two days.", Time(i), i % 3 == 0, i % 5, Actors[i])))]);

    public static FeedActor ActorOf(string itemId) => Actors[int.Parse(itemId.AsSpan("notification-".Length), System.Globalization.CultureInfo.InvariantCulture)];

    private static string Time(int i) => $"2026-11-20T10:{i:D2}:00.000Z";
}

internal sealed record FeedActor(string Id, string Name);

internal sealed record FeedItem(string Id, string Title, string Body, string CreatedAt, bool Read, int Priority, FeedActor Actor);

internal sealed record FeedEdge(string Cursor, FeedItem Node);

internal sealed record FeedPageInfo(bool HasNextPage, string? EndCursor);

internal sealed record FeedPage(int TotalCount, FeedPageInfo PageInfo, IReadOnlyList<FeedEdge> Edges);

internal sealed record FeedAnswer(FeedData Data);

internal sealed record FeedData(FeedPage Feed);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FeedAnswer))]
internal sealed partial class FeedJson : JsonSerializerContext;
