namespace Notify.Channels.Tests.Support;

/// <summary>A clock whose date moves when told; its timers are the system's.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private long _now = start.UtcTicks;

    public static ManualClock AtNoon() => new(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _now, by.Ticks);
}
