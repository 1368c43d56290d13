using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.Resolvers;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class ResolverTests
{
    [Fact]
    public async Task Gives_each_parameter_what_it_asks_for()
    {
        await using var server = BuiltServer.Of(builder =>
        {
            builder.AddTypes(typeof(Queries), typeof(ParentNode));
            builder.Services.AddSingleton(new Clock("noon")).AddKeyedSingleton("night", new Clock("midnight"));
        });
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test"));

        var json = await server.RunAsync(
            """{ services global missing who place: context(clock: "arg") child { name scoped local } keyword }""", user: user, prepare: request => request.ContextData["tenant"] = "acme");

        Assert.Equal("""{"data":{"services":"noon midnight none","global":"acme","missing":"none","who":"ann","place":"place arg","child":{"name":"c","scoped":"from above","local":"none"},"keyword":"noon"}}""", json);
    }

    [Fact]
    public async Task Makes_classes_of_resolvers_with_services_of_the_request()
    {
        await using var server = BuiltServer.Of(builder =>
        {
            builder.AddTypes(typeof(InstanceQueries));
            builder.Services.AddSingleton(new Clock("noon"));
        });

        Assert.Equal("""{"data":{"time":"noon","property":"noon!"}}""", await server.RunAsync("{ time property }"));
    }

    [Fact]
    public async Task Fetches_keys_together_and_each_once()
    {
        await using var server = BuiltServer.Of(typeof(LoaderQueries), typeof(ItemNode));
        NameLoader.Batches.Clear();

        var json = await server.RunAsync("{ items { name tags friend { name } } missing required }");

        Assert.Equal(["1,2,3,404", "11,12"], NameLoader.Batches);
        Assert.EndsWith(
            """
            "data":{"items":[{"name":"n1","tags":["t1a","t1b"],"friend":{"name":"n11"}},{"name":"n2","tags":[],"friend":{"name":"n12"}},{"name":"n3","tags":["t3a","t3b"],"friend":{"name":"n11"}},{"name":"n1","tags":["t1a","t1b"],"friend":{"name":"n11"}}],"missing":null,"required":null}}
            """.Trim(), json, StringComparison.Ordinal);
        Assert.Contains("\"path\":[\"required\"]", json, StringComparison.Ordinal);
    }

    public sealed record Clock(string Time);

    public interface IMissing;

    [QueryType]
    public static class Queries
    {
        public static string Services(Clock clock, [Service("night")] Clock other, [Service] IMissing? missing) => $"{clock.Time} {other.Time} {(missing is null ? "none" : "one")}";

        public static string Global([GlobalState] string tenant) => tenant;

        public static string Missing([GlobalState("nothing")] string? state) => state ?? "none";

        public static string Who(ClaimsPrincipal user) => user.Identity?.Name ?? "nobody";

        public static string Context(IResolverContext context, [Argument] string clock) => $"{context.ResponseName} {clock}";

        public static string Keyword(IServiceProvider services) => services.GetRequiredService<Clock>().Time;

        public static Child Child(IResolverContext context)
        {
            context.SetScopedState("mood", "from above");
            context.SetLocalState("own", "mine");
            return new Child("c");
        }
    }

    public sealed record Child(string Name);

    [ObjectType<Child>]
    public static class ParentNode
    {
        public static string Scoped([Parent] Child child, [ScopedState("mood")] string mood) => child.Name.Length > 0 ? mood : "";

        public static string Local([Parent] Child child, [LocalState("own")] string? own) => own ?? (child.Name.Length > 0 ? "none" : "");
    }

    [QueryType]
    public sealed class InstanceQueries(Clock clock)
    {
        public string Property => $"{clock.Time}!";

        public Task<string> GetTimeAsync() => Task.FromResult(clock.Time);
    }

    public sealed record Item(int Id, int FriendId);

    [QueryType]
    public static class LoaderQueries
    {
        public static Item[] Items => [new(1, 11), new(2, 12), new(3, 11), new(1, 11)];

        public static Task<string?> GetMissingAsync(NameLoader names, CancellationToken cancellationToken) => names.LoadAsync(404, cancellationToken);

        public static async Task<string?> GetRequiredAsync(NameLoader names, CancellationToken cancellationToken) => await names.LoadRequiredAsync(404, cancellationToken);
    }

    [ObjectType<Item>]
    public static class ItemNode
    {
        public static Task<string?> GetNameAsync([Parent] Item item, NameLoader names, CancellationToken cancellationToken) => names.LoadAsync(item.Id, cancellationToken);

        public static Task<string[]?> GetTagsAsync([Parent] Item item, TagLoader tags, CancellationToken cancellationToken) => tags.LoadAsync(item.Id, cancellationToken);

        public static async Task<Friend> GetFriendAsync([Parent] Item item, NameLoader names, CancellationToken cancellationToken)
        {
            await names.LoadAsync(item.Id, cancellationToken);
            return new Friend(await names.LoadRequiredAsync(item.FriendId, cancellationToken));
        }
    }

    public sealed record Friend(string Name);

    public sealed class NameLoader(IBatchScheduler scheduler, DataLoaderOptions options) : BatchDataLoader<int, string>(scheduler, options)
    {
        public static List<string> Batches { get; } = [];

        protected override async Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
        {
            Batches.Add(string.Join(',', keys.Order()));
            await Task.Yield();
            return keys.Where(key => key != 404).ToDictionary(key => key, key => $"n{key}");
        }
    }

    public sealed class TagLoader(IBatchScheduler scheduler, DataLoaderOptions options) : GroupedDataLoader<int, string>(scheduler, options)
    {
        protected override Task<ILookup<int, string>> LoadGroupedBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            Task.FromResult(keys.Where(key => key != 2).SelectMany(key => new[] { (key, $"t{key}a"), (key, $"t{key}b") }).ToLookup(pair => pair.key, pair => pair.Item2));
    }
}
