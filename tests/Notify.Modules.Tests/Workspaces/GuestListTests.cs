using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Modules.Tests.Workspaces;

public sealed class GuestListTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_are_compared_without_case_and_kept_in_order()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var guests = rooms.Get<IGuestList>();

        var stored = await guests.ReplaceAsync(rooms.First.EnvironmentId, ["Zoë@Example.com", "+4915112345678", " zoë@example.COM "], null, Token);

        Assert.Equal(["zoë@example.com", "+4915112345678"], stored);
        Assert.Equal(stored, await guests.ReadAsync(rooms.First.EnvironmentId, Token));
        Assert.True(await guests.AllowsAsync(rooms.First.EnvironmentId, "ZOË@example.com", Token));
        Assert.False(await guests.AllowsAsync(rooms.First.EnvironmentId, "bob@example.com", Token));
        Assert.False(await guests.AllowsAsync(rooms.First.EnvironmentId, "a\0b", Token));
    }

    [Fact]
    public async Task A_list_belongs_to_one_environment()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var other = await rooms.AddEnvironmentAsync("Other", Token);
        var guests = rooms.Get<IGuestList>();

        await guests.ReplaceAsync(rooms.First.EnvironmentId, ["alice@example.com"], null, Token);

        Assert.False(await guests.AllowsAsync(other, "alice@example.com", Token));
        Assert.Empty(await guests.ReadAsync(other, Token));
    }

    [Fact]
    public async Task Every_wrong_address_is_told_and_nothing_is_stored()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var guests = rooms.Get<IGuestList>();

        var refusal = await Assert.ThrowsAsync<NotifyException>(
            async () => await guests.ReplaceAsync(rooms.First.EnvironmentId, ["a b", "alice@example.com", null, "x\r\ny"], null, Token));

        Assert.Equal(["/addresses/0", "/addresses/2", "/addresses/3"], refusal.Fields.Select(static field => field.Path));
        Assert.Empty(await guests.ReadAsync(rooms.First.EnvironmentId, Token));
    }

    [Fact]
    public async Task Parallel_replacements_never_mix()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var guests = rooms.Get<IGuestList>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 20), Token, async (i, token) => await guests.ReplaceAsync(rooms.First.EnvironmentId, [$"{i}@a.example", $"{i}@b.example"], null, token));

        var left = await guests.ReadAsync(rooms.First.EnvironmentId, Token);
        Assert.Equal(2, left.Count);
        Assert.Equal(left[0].Split('@')[0], left[1].Split('@')[0]);
    }
}
