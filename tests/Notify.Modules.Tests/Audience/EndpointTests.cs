using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Modules.Tests.Audience;

/// <summary>Several addresses on one channel, each with the plugin that takes it; and addresses that nobody uses any more.</summary>
public sealed class EndpointTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_device_is_kept_with_the_plugin_that_takes_its_token()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var environment = rooms.First.EnvironmentId;

        var stored = await StoreAsync(rooms, environment, Push("abc"), Push("123"), Push("abc"), Push("456", "digits"));

        Assert.Equal(
            [("abc", "letters"), ("123", "digits"), ("456", "digits")],
            stored.Subscriber.Endpoints.Select(static endpoint => (endpoint.Address, endpoint.Provider)));
        var recipient = (await rooms.Get<IRecipientDirectory>().FindAsync([new RecipientRef(environment, "alice")], Token))[0];
        Assert.Equal(
            [new("push", "abc", "letters", null), new("push", "123", "digits", null), new RecipientEndpoint("push", "456", "digits", null)],
            recipient!.Endpoints);
    }

    [Fact]
    public async Task What_no_plugin_takes_is_refused_at_the_door_with_what_each_would_take()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        var refusal = await Assert.ThrowsAsync<NotifyException>(() => StoreAsync(
            rooms, rooms.First.EnvironmentId, Push("abc"), Push("a1"), Push("abc", "digits"), Push("x", "pigeons"), new() { Channel = "No Channel", Address = "x" },
            new() { Channel = "email", Address = "nobody" }));

        Assert.Equal(
            [
                new("/endpoints/1/address", "must be letters (letters), or digits (digits)."),
                new("/endpoints/2/address", "must be digits (digits)."),
                new("/endpoints/3/address", "names provider 'pigeons', which does not serve channel 'push'. Loaded for it: letters, digits."),
                new("/endpoints/4/channel", "is no channel id: lower-case letters, digits, dots, hyphens and underscores, starting with a letter."),
                new FieldError("/endpoints/5/address", "must be an e-mail address such as alice@example.com."),
            ],
            refusal.Fields);
    }

    [Fact]
    public async Task Storing_what_was_read_changes_nothing()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var environment = rooms.First.EnvironmentId;
        var profile = new SubscriberProfile { Email = "alice@example.com", Phone = "+4915112345678", Channels = new Dictionary<string, string?> { ["telegram"] = "@alice" }, Endpoints = [Push("abc"), Push("123")] };
        var first = await StoreAsync(rooms, environment, profile);

        var again = await StoreAsync(rooms, environment, first.Subscriber.Profile with
        {
            Endpoints = [.. first.Subscriber.Endpoints.Select(static e => new EndpointDraft { Channel = e.Channel, Address = e.Address, Provider = e.Provider })],
        });

        Assert.Equal(first.Subscriber.Endpoints, again.Subscriber.Endpoints);
        Assert.Equal(5, again.Subscriber.Endpoints.Count);
    }

    [Fact]
    public async Task One_dead_device_leaves_the_others_alone()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var environment = rooms.First.EnvironmentId;
        await StoreAsync(rooms, environment, Push("abc"), Push("def"));
        var directory = rooms.Get<IRecipientDirectory>();
        var id = (await directory.FindAsync([new RecipientRef(environment, "alice")], Token))[0]!.Id;

        await rooms.Get<IEndpointFeedback>().ReportGoneAsync(id, "push", "abc", "unregistered", Token);

        Assert.Equal(["def"], (await directory.FindAsync([id], Token))[0]!.On("push").Select(static endpoint => endpoint.Address));
        var subscriber = await rooms.AsAsync<ISubscriberDirectory, Subscriber?>(environment, subscribers => subscribers.FindAsync(environment, "alice", Token));
        Assert.Equal([("abc", "unregistered"), ("def", null)], subscriber!.Endpoints.Select(static endpoint => (endpoint.Address, endpoint.GoneReason)));
    }

    [Fact]
    public async Task A_suppressed_address_stays_so_for_everybody_and_in_any_case_until_it_is_taken_off()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var (environment, other) = (rooms.First.EnvironmentId, await rooms.AddEnvironmentAsync("Other", Token));
        var list = rooms.Get<ISuppressionList>();
        var bounced = new Suppression { Channel = "email", Address = "Alice@Example.com", Reason = "HARD_BOUNCE", Code = "5.1.1", Source = "smtp" };

        Assert.True(await list.AddAsync(environment, bounced, Token));
        Assert.False(await list.AddAsync(environment, bounced with { Reason = "COMPLAINT" }, Token));
        await StoreAsync(rooms, environment, new SubscriberProfile { Email = "alice@EXAMPLE.com" });
        await StoreAsync(rooms, other, new SubscriberProfile { Email = "alice@example.com" });

        var directory = rooms.Get<IRecipientDirectory>();
        var found = await directory.FindAsync([new RecipientRef(environment, "alice"), new RecipientRef(other, "alice")], Token);
        Assert.Equal(["HARD_BOUNCE", null], found.Select(static recipient => recipient!.Endpoints.Single().Suppressed));
        Assert.Equal(["alice@example.com"], (await list.ListAsync(environment, null, 10, Token)).Select(static entry => entry.Address));
        Assert.True(await list.RemoveAsync(environment, "email", "ALICE@example.com", Token));
        Assert.False(await list.RemoveAsync(environment, "email", "alice@example.com", Token));
        Assert.Null((await directory.FindAsync([new RecipientRef(environment, "alice")], Token))[0]!.Endpoints.Single().Suppressed);
    }

    private static EndpointDraft Push(string address, string? provider = null) => new() { Channel = "push", Address = address, Provider = provider };

    private static Task<StoredSubscriber> StoreAsync(Rooms rooms, EnvironmentId environmentId, params EndpointDraft[] endpoints) =>
        StoreAsync(rooms, environmentId, new SubscriberProfile { Endpoints = endpoints });

    private static Task<StoredSubscriber> StoreAsync(Rooms rooms, EnvironmentId environmentId, SubscriberProfile profile) =>
        rooms.AsAsync<ISubscriberDirectory, StoredSubscriber>(environmentId, directory => directory.StoreAsync(environmentId, "alice", profile, null, Token));
}
