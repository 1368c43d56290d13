using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Modules.Tests.Audience;

public sealed class RecipientTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answers_come_in_the_order_of_the_questions_across_environments()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var first = rooms.First.EnvironmentId;
        var other = await rooms.AddEnvironmentAsync("Other", Token);
        await StoreAsync(rooms, first, "alice", "alice@first.example");
        await StoreAsync(rooms, first, "bob", "bob@first.example");
        await StoreAsync(rooms, other, "alice", "alice@other.example");

        var found = await rooms.Get<IRecipientDirectory>().FindAsync(
            [new RecipientRef(other, "alice"), new RecipientRef(first, "nobody"), new RecipientRef(first, "bob"), new RecipientRef(first, "a\0b"), new RecipientRef(other, "bob"), new RecipientRef(first, "alice"), new RecipientRef(first, "bob")], Token);

        Assert.Equal(
            ["alice@other.example", null, "bob@first.example", null, null, "alice@first.example", "bob@first.example"],
            found.Select(static recipient => recipient?.On("email").Single().Address));
    }

    [Fact]
    public async Task Recipients_are_found_by_key_until_they_are_deleted()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var first = rooms.First.EnvironmentId;
        await StoreAsync(rooms, first, "alice", "alice@example.com");
        await StoreAsync(rooms, first, "bob", "bob@example.com");
        var directory = rooms.Get<IRecipientDirectory>();
        var ids = (await directory.FindAsync([new RecipientRef(first, "bob"), new RecipientRef(first, "alice")], Token)).Select(static recipient => recipient!.Id).ToList();

        await rooms.AsAsync<ISubscriberDirectory, bool>(first, subscribers => subscribers.DeleteAsync(first, "bob", null, Token));

        Assert.Equal([null, "alice"], (await directory.FindAsync(ids, Token)).Select(static recipient => recipient?.ExternalId));
    }

    [Fact]
    public async Task A_recipient_without_address_is_found_with_none()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await StoreAsync(rooms, rooms.First.EnvironmentId, "alice", null);

        var found = Assert.Single(await rooms.Get<IRecipientDirectory>().FindAsync([new RecipientRef(rooms.First.EnvironmentId, "alice")], Token));

        Assert.Empty(found!.Endpoints);
    }

    [Fact]
    public async Task Nobody_is_asked_for_nobody_is_found()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        Assert.Empty(await rooms.Get<IRecipientDirectory>().FindAsync(Array.Empty<RecipientRef>(), Token));
    }

    [Fact]
    public async Task A_gone_address_is_not_used_until_it_is_set_anew()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var first = rooms.First.EnvironmentId;
        await StoreAsync(rooms, first, "alice", "alice@example.com");
        var directory = rooms.Get<IRecipientDirectory>();
        var id = (await directory.FindAsync([new RecipientRef(first, "alice")], Token))[0]!.Id;

        await rooms.Get<IEndpointFeedback>().ReportGoneAsync(id, "email", "older@example.com", "550-5.1.1", Token);
        Assert.Single((await directory.FindAsync([id], Token))[0]!.Endpoints);

        await rooms.Get<IEndpointFeedback>().ReportGoneAsync(id, "email", "alice@example.com", "550-5.1.1", Token);
        Assert.Empty((await directory.FindAsync([id], Token))[0]!.Endpoints);
        var subscriber = await rooms.AsAsync<ISubscriberDirectory, Subscriber?>(first, subscribers => subscribers.FindAsync(first, "alice", Token));
        Assert.Equal(["email"], subscriber!.GoneChannels);

        await StoreAsync(rooms, first, "alice", "alice@example.com");
        Assert.Single((await directory.FindAsync([id], Token))[0]!.Endpoints);
    }

    private static Task<StoredSubscriber> StoreAsync(Rooms rooms, EnvironmentId environmentId, string id, string? email) =>
        rooms.AsAsync<ISubscriberDirectory, StoredSubscriber>(
            environmentId, directory => directory.StoreAsync(environmentId, id, new() { Email = email }, null, Token));
}
