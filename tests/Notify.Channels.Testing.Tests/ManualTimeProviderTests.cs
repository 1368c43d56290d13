namespace Notify.Channels.Testing.Tests;

public sealed class ManualTimeProviderTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        var (before, stamp) = (_clock.GetUtcNow(), _clock.GetTimestamp());

        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(ManualTimeProvider.DefaultStart, before);
        Assert.Equal(before + TimeSpan.FromSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(stamp));
    }

    [Fact]
    public void Fires_timers_in_order_and_at_their_time()
    {
        var fired = new List<(string, double)>();
        using var late = Timer("late", due: 3, period: Timeout.InfiniteTimeSpan);
        using var again = Timer("again", due: 1, period: TimeSpan.FromSeconds(2));
        using var never = Timer("never", due: 9, period: Timeout.InfiniteTimeSpan);
        using var gone = Timer("gone", due: 1, period: Timeout.InfiniteTimeSpan);
        gone.Dispose();

        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal([("again", 1), ("late", 3), ("again", 3), ("again", 5)], fired);

        ITimer Timer(string name, double due, TimeSpan period) => _clock.CreateTimer(
            _ => fired.Add((name, (_clock.GetUtcNow() - ManualTimeProvider.DefaultStart).TotalSeconds)), null, TimeSpan.FromSeconds(due), period);
    }

    [Fact]
    public async Task Ends_a_delay_and_a_token()
    {
        using var budget = new CancellationTokenSource(TimeSpan.FromMinutes(1), _clock);
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _clock, TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted || budget.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await delay;

        Assert.True(budget.IsCancellationRequested);
    }
}
