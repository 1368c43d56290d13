using Notify.Redis.Limits;

namespace Notify.Platform.Tests.Redis;

/// <summary>What holds for rate windows wherever they are kept.</summary>
public abstract class WindowContract
{
    private static readonly DateTimeOffset Noon = new(2026, 4, 15, 12, 0, 20, TimeSpan.Zero);
    private static readonly DateTimeOffset NextMinute = new(2026, 4, 15, 12, 1, 0, TimeSpan.Zero);

    [Fact]
    public async Task Room_in_the_present_minute_is_taken_now()
    {
        Assert.All(await TakeAsync(Noon, Many(3, Delayed("a", limit: 3))), static decision => Assert.Equal(new RateDecision(true, Noon), decision));
        Assert.False((await TakeAsync(Noon, [Delayed("a", limit: 3)]))[0].IsAllowed);
    }

    [Fact]
    public async Task What_is_delayed_is_spread_over_later_minutes_and_never_bursts()
    {
        var decisions = await TakeAsync(Noon, Many(8, Delayed("a", limit: 3)));

        Assert.Equal(
            [Noon, Noon, Noon, NextMinute, NextMinute, NextMinute, NextMinute.AddMinutes(1), NextMinute.AddMinutes(1)],
            decisions.Select(static decision => decision.AvailableAt));
    }

    [Fact]
    public async Task Reserved_room_is_not_given_away_when_its_minute_comes()
    {
        await TakeAsync(Noon, Many(5, Delayed("a", limit: 3)));

        var later = await TakeAsync(NextMinute, Many(2, Delayed("a", limit: 3)));

        Assert.Equal([new(true, NextMinute), new(false, NextMinute.AddMinutes(1))], later);
    }

    [Fact]
    public async Task Asking_without_reserving_takes_nothing_later()
    {
        await TakeAsync(Noon, Many(3, Delayed("a", limit: 3)));

        Assert.All(
            await TakeAsync(Noon, Many(10, Refused("a", limit: 3))), static decision => Assert.Equal(new RateDecision(false, NextMinute), decision));
        Assert.All(await TakeAsync(NextMinute, Many(3, Refused("a", limit: 3))), static decision => Assert.True(decision.IsAllowed));
    }

    [Fact]
    public async Task Scopes_do_not_meet()
    {
        var decisions = await TakeAsync(Noon, [Delayed("a", 1), Delayed("b", 1), Delayed("a", 1), Delayed("c", 1)]);

        Assert.Equal([true, true, false, true], decisions.Select(static decision => decision.IsAllowed));
    }

    [Fact]
    public async Task A_count_is_taken_whole_and_small_ones_fill_the_gaps()
    {
        var decisions = await TakeAsync(Noon, [Delayed("a", 10) with { Count = 7 }, Delayed("a", 10) with { Count = 7 }, Delayed("a", 10) with { Count = 3 }, Delayed("a", 10)]);

        Assert.Equal([Noon, NextMinute, Noon, NextMinute], decisions.Select(static decision => decision.AvailableAt));
    }

    [Fact]
    public async Task More_than_the_limit_fills_a_whole_minute()
    {
        var decisions = await TakeAsync(Noon, [Delayed("a", 10) with { Count = 50 }, Delayed("a", 10)]);

        Assert.Equal([Noon, NextMinute], decisions.Select(static decision => decision.AvailableAt));
    }

    [Fact]
    public async Task A_raised_limit_makes_room_at_once()
    {
        await TakeAsync(Noon, Many(6, Delayed("a", limit: 2)));

        var decisions = await TakeAsync(Noon, Many(2, Delayed("a", limit: 3)));

        Assert.Equal([Noon, NextMinute], decisions.Select(static decision => decision.AvailableAt));
    }

    [Fact]
    public async Task A_new_minute_has_room_again()
    {
        await TakeAsync(Noon, Many(3, Refused("a", limit: 3)));

        Assert.True((await TakeAsync(NextMinute.AddMinutes(90), [Refused("a", limit: 3)]))[0].IsAllowed);
    }

    private protected abstract Task<RateDecision[]> TakeAsync(DateTimeOffset now, IReadOnlyList<RateRequest> requests);

    private static RateRequest Delayed(string scope, int limit) => new(scope, limit, 1, ReserveLater: true);

    private static RateRequest Refused(string scope, int limit) => new(scope, limit, 1, ReserveLater: false);

    private static RateRequest[] Many(int count, RateRequest request) => [.. Enumerable.Repeat(request, count)];
}
