namespace Notify.Channels.Slack;

/// <summary>
/// Says when a message may go: so many a second to each channel, and not before Slack's own waits are over. Nobody is held here: whoever comes too
/// early is told when to come back, and that moment is kept for them.
/// </summary>
internal sealed class SlackPacer(TimeProvider timeProvider, double messagesPerSecond)
{
    private const int ChannelsBeforeCleaning = 1_024;
    private const int PromisesBeforeForgetting = 64;
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5); // a promise that nobody comes back for
    private readonly TimeSpan _interval = messagesPerSecond > 0 ? TimeSpan.FromSeconds(1 / messagesPerSecond) : TimeSpan.Zero;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private DateTimeOffset _workspaceHeldUntil;
    private int _cleanAt = ChannelsBeforeCleaning;

    /// <summary>Asks to send now.</summary>
    /// <param name="channel">Where to.</param>
    /// <param name="deliveryId">Which message.</param>
    /// <returns><see langword="null"/> when it may go, and its turn is used; otherwise how long it has to wait.</returns>
    public TimeSpan? Enter(string channel, string deliveryId)
    {
        var now = timeProvider.GetUtcNow();
        lock (_gate)
        {
            if (_workspaceHeldUntil > now)
                return _workspaceHeldUntil - now;
            if (!_lanes.TryGetValue(channel, out var lane))
            {
                Clean(now);
                _lanes[channel] = lane = new();
            }

            return lane.Enter(deliveryId, now, _interval);
        }
    }

    /// <summary>Keeps a wait that Slack asked for. When it asks so for a second channel meanwhile, it means the workspace.</summary>
    public void Hold(string channel, TimeSpan wait)
    {
        var now = timeProvider.GetUtcNow();
        lock (_gate)
        {
            if (_lanes.Any(pair => pair.Key != channel && pair.Value.HeldUntil > now))
                _workspaceHeldUntil = Later(_workspaceHeldUntil, now + wait);
            if (!_lanes.TryGetValue(channel, out var lane))
                _lanes[channel] = lane = new();
            lane.HeldUntil = Later(lane.HeldUntil, now + wait);
        }
    }

    private void Clean(DateTimeOffset now)
    {
        if (_lanes.Count < _cleanAt)
            return;
        foreach (var (channel, lane) in _lanes)
        {
            if (lane.IsIdle(now, _interval))
                _lanes.Remove(channel);
        }

        _cleanAt = Math.Max(ChannelsBeforeCleaning, _lanes.Count * 2);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed class Lane
    {
        private readonly Dictionary<string, DateTimeOffset> _promises = new(StringComparer.Ordinal);
        private DateTimeOffset _lastSent;
        private DateTimeOffset _lastPromised;
        private int _forgetAt = PromisesBeforeForgetting;

        public DateTimeOffset HeldUntil { get; set; }

        public bool IsIdle(DateTimeOffset now, TimeSpan interval) => HeldUntil <= now && _lastSent + interval <= now && _lastPromised + KeptFor <= now;

        public TimeSpan? Enter(string deliveryId, DateTimeOffset now, TimeSpan interval)
        {
            if (interval == TimeSpan.Zero)
                return HeldUntil > now ? HeldUntil - now : null;

            Forget(now);
            var isPromised = _promises.TryGetValue(deliveryId, out var turn);
            if (!isPromised)
                turn = Later(now, _lastPromised + interval);
            turn = Later(Later(turn, HeldUntil), _lastSent + interval);
            if (turn <= now)
            {
                _promises.Remove(deliveryId);
                _lastSent = now;
                return null;
            }

            _promises[deliveryId] = turn;
            _lastPromised = Later(_lastPromised, turn);
            return turn - now;
        }

        /// <summary>Forgets promises that nobody came back for, now and then.</summary>
        private void Forget(DateTimeOffset now)
        {
            if (_promises.Count < _forgetAt)
                return;
            foreach (var (deliveryId, turn) in _promises)
            {
                if (turn + KeptFor < now)
                    _promises.Remove(deliveryId);
            }

            _forgetAt = Math.Max(PromisesBeforeForgetting, _promises.Count * 2);
        }
    }
}
