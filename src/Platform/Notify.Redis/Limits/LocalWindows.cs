namespace Notify.Redis.Limits;

/// <summary>The same windows inside this process, for as long as Redis is away. The rules are those of take.lua.</summary>
internal sealed class LocalWindows
{
    private const int ManyScopes = 10_000; // from here on, scopes that have nothing left are forgotten

    private readonly Lock gate = new();
    private readonly Dictionary<string, Scope> scopes = new(StringComparer.Ordinal);

    public RateDecision[] Take(IReadOnlyList<RateRequest> requests, DateTimeOffset now)
    {
        var decisions = new RateDecision[requests.Count];
        lock (gate)
        {
            for (var i = 0; i < decisions.Length; i++)
            {
                decisions[i] = Minutes.Decide(ScopeOf(requests[i], Minutes.Of(now)).Take(requests[i], Minutes.Of(now)), now);
            }
        }

        return decisions;
    }

    private Scope ScopeOf(RateRequest request, long now)
    {
        if (scopes.TryGetValue(request.Scope, out var scope))
        {
            return scope;
        }

        if (scopes.Count >= ManyScopes)
        {
            foreach (var (name, _) in scopes.Where(known => known.Value.IsIdle(now)).ToList())
            {
                scopes.Remove(name);
            }
        }

        return scopes[request.Scope] = new();
    }

    private sealed class Scope
    {
        private readonly Dictionary<long, int> taken = [];
        private long full;
        private long last;
        private long swept;
        private int limit;

        public bool IsIdle(long now) => last < now;

        /// <summary>Takes room and tells how many minutes ahead it is.</summary>
        public int Take(RateRequest request, long now)
        {
            Advance(request, now);
            var need = Math.Min(request.Count, request.LimitPerMinute);
            if (TakenIn(now) + need <= limit)
            {
                Add(now, need);
                return 0;
            }

            var minute = FirstWithRoom(need, now);
            if (request.ReserveLater)
            {
                Add(minute, need);
            }

            return (int)(minute - now);
        }

        private void Advance(RateRequest request, long now)
        {
            full = limit == request.LimitPerMinute ? Math.Max(full, now) : now;
            limit = request.LimitPerMinute;
            if (swept < now)
            {
                foreach (var past in taken.Keys.Where(minute => minute < now).ToList())
                {
                    taken.Remove(past);
                }

                swept = now;
            }
        }

        private long FirstWithRoom(int need, long now)
        {
            var minute = full + 1;
            while (TakenIn(minute) + need > limit && minute - now < Minutes.Horizon)
            {
                if (TakenIn(minute) >= limit && minute == full + 1)
                {
                    full = minute;
                }

                minute++;
            }

            return minute;
        }

        private int TakenIn(long minute) => taken.GetValueOrDefault(minute);

        private void Add(long minute, int need)
        {
            taken[minute] = TakenIn(minute) + need;
            last = Math.Max(last, minute);
        }
    }
}
