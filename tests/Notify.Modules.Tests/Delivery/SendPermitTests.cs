using Notify.Delivery.Integrations;
using Notify.Delivery.Sending;

namespace Notify.Modules.Tests.Delivery;

/// <summary>No more at once, and no more per second, than an account takes.</summary>
public sealed class SendPermitTests
{
    private readonly FakeTimeProvider time = new(new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void As_many_as_the_account_takes_at_once_and_the_next_when_one_is_back()
    {
        var permits = new SendPermits(time);
        var account = Account(new(MaxConcurrentSends: 2, null, null));

        Assert.True(permits.TryTake(account, out _) && permits.TryTake(account, out _));
        Assert.False(permits.TryTake(account, out var first));
        Assert.False(permits.TryTake(account, out var second));
        Assert.Equal((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.1)), (first, second)); // they do not all come back at once
        permits.Return(account);
        Assert.True(permits.TryTake(account, out _));
        Assert.True(permits.TryTake(Account(new(2, null, null)), out _)); // another account
    }

    [Fact]
    public void A_second_of_sends_at_once_after_a_pause_then_one_per_gap_and_the_others_in_line()
    {
        var permits = new SendPermits(time);
        var account = Account(new(null, SendsPerSecond: 10, null));

        var now = Enumerable.Range(0, 15).Select(_ => (Went: permits.TryTake(account, out var wait), Wait: wait)).ToList();

        Assert.Equal(11, now.Count(static send => send.Went)); // a second's worth, and the one whose turn is now
        Assert.Equal([100, 200, 300, 400], now.Where(static send => !send.Went).Select(static send => send.Wait.TotalMilliseconds));
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(permits.TryTake(account, out _));
        Assert.False(permits.TryTake(account, out _));
    }

    [Fact]
    public void Over_a_minute_the_rate_holds()
    {
        var permits = new SendPermits(time);
        var account = Account(new(null, SendsPerSecond: 5, null));

        var went = 0;
        for (var tick = 0; tick < 6_000; tick++)
        {
            went += permits.TryTake(account, out _) ? 1 : 0;
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(went, 300, 306); // five a second, and the first second's worth
    }

    [Fact]
    public void An_account_without_limits_is_never_held_up()
    {
        var permits = new SendPermits(time);
        var account = Account(default);

        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Count(send => permits.TryTake(account, out TimeSpan _)));
    }

    private static ActiveIntegration Account(SendLimits limits) => Accounts.Make("relay", "relay", limits);
}
