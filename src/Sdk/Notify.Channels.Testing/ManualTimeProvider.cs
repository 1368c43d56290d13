namespace Notify.Channels.Testing;

/// <summary>A clock that stands still until a test moves it. Its timers fire while it moves, in order. Thread-safe.</summary>
/// <param name="start">The time to begin at, in UTC; <see langword="null"/> means <see cref="DefaultStart"/>.</param>
public sealed class ManualTimeProvider(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = start ?? DefaultStart;

    /// <summary>Gets the time at which a clock begins unless told otherwise: a whole second, as HTTP dates are.</summary>
    public static DateTimeOffset DefaultStart { get; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <summary>Moves the clock forward, and fires on the caller's thread what falls due on the way.</summary>
    /// <param name="by">How far, from zero.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = GetUtcNow() + by;
        while (TakeDue(end) is { } due)
            due.Fire();

        lock (_gate)
            _now = end > _now ? end : _now;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.DueAt <= end).MinBy(static timer => timer.DueAt);
            if (next is null)
                return null;

            _now = next.DueAt > _now ? next.DueAt : _now;
            if (next.Period > TimeSpan.Zero)
                next.DueAt += next.Period;
            else
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class ManualTimer(ManualTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            bool isDueNow;
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                isDueNow = dueTime == TimeSpan.Zero;
                Period = period;
                if (dueTime > TimeSpan.Zero || (isDueNow && period > TimeSpan.Zero))
                {
                    DueAt = clock._now + (isDueNow ? period : dueTime);
                    clock._timers.Add(this);
                }
            }

            if (isDueNow)
                ThreadPool.UnsafeQueueUserWorkItem(static timer => timer.Fire(), this, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
