using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Modules.Tests.Audience;

public sealed class SubscriberTests(TestServers.TestServers servers)
{
    private static readonly SubscriberProfile Alice = new()
    {
        Name = "Alice Ågren 日本",
        Email = "alice@exämple.com",
        Phone = "+4915112345678",
        WebhookUrl = "https://example.com/hook?x=1",
        Locale = "de-AT",
        TimeZone = "Europe/Vienna",
        DataJson = """{"plan":"gold","tags":["a","b"]}""",
        Channels = new Dictionary<string, string?> { ["telegram"] = "@alice" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_stored_is_found_whole()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        var stored = await StoreAsync(rooms, "alice", Alice);
        var found = await FindAsync(rooms, rooms.First.EnvironmentId, "alice");

        Assert.True(stored.IsNew);
        Assert.Equivalent(stored.Subscriber, found, strict: true);
        Assert.Equivalent(
            Alice with { Locale = "de-at", DataJson = """{"plan": "gold", "tags": ["a", "b"]}""" }, found!.Profile, strict: true);
    }

    [Fact]
    public async Task Storing_again_replaces_everything()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await StoreAsync(rooms, "alice", Alice);

        var replaced = await StoreAsync(rooms, "alice", new() { Email = "new@example.com" });

        Assert.False(replaced.IsNew);
        Assert.Equivalent(new SubscriberProfile { Email = "new@example.com" }, replaced.Subscriber.Profile, strict: true);
        Assert.Equal(1, await rooms.ScalarAsync<long>("SELECT count(*) FROM audience.endpoints", Token));
    }

    [Fact]
    public async Task Nothing_of_a_deleted_subscriber_is_left()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await StoreAsync(rooms, "alice", Alice);

        Assert.True(await DeleteAsync(rooms, rooms.First.EnvironmentId, "alice"));
        Assert.False(await DeleteAsync(rooms, rooms.First.EnvironmentId, "alice"));
        Assert.Null(await FindAsync(rooms, rooms.First.EnvironmentId, "alice"));
        Assert.Equal(0, await rooms.ScalarAsync<long>("SELECT count(*) FROM audience.endpoints", Token));
    }

    [Fact]
    public async Task Another_environment_neither_finds_nor_deletes_nor_overwrites()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var other = await rooms.AddEnvironmentAsync("Other", Token);
        await StoreAsync(rooms, "alice", Alice);

        Assert.Null(await FindAsync(rooms, other, "alice"));
        Assert.False(await DeleteAsync(rooms, other, "alice"));
        var own = await rooms.AsAsync<ISubscriberDirectory, StoredSubscriber>(
            other, directory => directory.StoreAsync(other, "alice", new() { Name = "Other Alice" }, null, Token));

        Assert.True(own.IsNew);
        Assert.Equal(Alice.Name, (await FindAsync(rooms, rooms.First.EnvironmentId, "alice"))?.Profile.Name);
    }

    [Fact]
    public async Task Two_hundred_parallel_repeats_make_one_subscriber_and_two_hundred_equal_answers()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var key = new RequestKey("once", [1, 2, 3]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => StoreAsync(rooms, "alice", Alice, key)));

        Assert.All(answers, answer => Assert.Equivalent(answers[0], answer, strict: true));
        Assert.Equal(1, await rooms.ScalarAsync<long>("SELECT count(*) FROM audience.subscribers", Token));
    }

    [Fact]
    public async Task Another_request_under_the_same_key_is_a_conflict_and_changes_nothing()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await StoreAsync(rooms, "alice", Alice, new RequestKey("once", [1]));

        var refusal = await Assert.ThrowsAsync<NotifyException>(() => StoreAsync(rooms, "alice", new(), new RequestKey("once", [2])));

        Assert.Equal(ErrorCode.IdempotencyConflict, refusal.Code);
        Assert.Equal(Alice.Name, (await FindAsync(rooms, rooms.First.EnvironmentId, "alice"))?.Profile.Name);
    }

    [Fact]
    public async Task Parallel_writers_never_mix_their_addresses()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => StoreAsync(
            rooms, "alice", i % 2 == 0 ? new() { Name = "even", Email = "even@example.com" } : new() { Name = "odd", Phone = "+4915112345678" })));

        var left = (await FindAsync(rooms, rooms.First.EnvironmentId, "alice"))!.Profile;
        Assert.Equal(left.Name == "even", left.Email is not null);
        Assert.Equal(left.Name == "odd", left.Phone is not null);
    }

    [Theory]
    [InlineData("'; DROP TABLE audience.subscribers; --")]
    [InlineData("$1")]
    [InlineData("%")]
    [InlineData("a/b?c#d")]
    [InlineData("日本語😀")]
    [InlineData("{\"a\":1}")]
    [InlineData("..\\..\\etc")]
    public async Task An_id_is_only_ever_an_id(string id)
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var compact = id.Replace(" ", "", StringComparison.Ordinal);

        await StoreAsync(rooms, compact, new() { Name = "it" });

        Assert.Equal("it", (await FindAsync(rooms, rooms.First.EnvironmentId, compact))?.Profile.Name);
        Assert.Null(await FindAsync(rooms, rooms.First.EnvironmentId, compact + "x"));
        Assert.Equal(1, await rooms.ScalarAsync<long>("SELECT count(*) FROM audience.subscribers", Token));
    }

    private static Task<StoredSubscriber> StoreAsync(Rooms rooms, string id, SubscriberProfile profile, RequestKey? key = null) =>
        rooms.AsAsync<ISubscriberDirectory, StoredSubscriber>(
            rooms.First.EnvironmentId, directory => directory.StoreAsync(rooms.First.EnvironmentId, id, profile, key, Token));

    private static Task<Subscriber?> FindAsync(Rooms rooms, EnvironmentId environmentId, string id) =>
        rooms.AsAsync<ISubscriberDirectory, Subscriber?>(environmentId, directory => directory.FindAsync(environmentId, id, Token));

    private static Task<bool> DeleteAsync(Rooms rooms, EnvironmentId environmentId, string id) =>
        rooms.AsAsync<ISubscriberDirectory, bool>(environmentId, directory => directory.DeleteAsync(environmentId, id, null, Token));
}
