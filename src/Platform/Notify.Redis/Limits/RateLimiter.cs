using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Notify.Redis.Limits;

/// <summary>
/// Decides with Redis, and without it when it is away or slower than <see cref="Budget"/>: then the process keeps the limit for itself,
/// and asks Redis again after <see cref="Pause"/>. No request fails or waits because of Redis.
/// </summary>
internal sealed partial class RateLimiter(RedisWindows shared, LocalWindows local, TimeProvider timeProvider, ILogger<RateLimiter> logger) : IRateLimiter
{
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private long localUntil = long.MinValue; // a time stamp; until then Redis is not asked
    private int isAway;

    /// <summary>Gets a value indicating whether the last decision was made without Redis.</summary>
    internal bool IsLocal => Volatile.Read(ref isAway) == 1;

    public async ValueTask<RateDecision> TakeAsync(RateRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await TakeAsync([request], now, cancellationToken))[0];

    public ValueTask<IReadOnlyList<RateDecision>> TakeAsync(
        IReadOnlyList<RateRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var request in requests)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(request.LimitPerMinute, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(request.Count, 1);
        }

        return requests.Count == 0 ? new([])
            : MayAskRedis() ? AskRedisAsync(requests, now, cancellationToken)
            : new(local.Take(requests, now));
    }

    private async ValueTask<IReadOnlyList<RateDecision>> AskRedisAsync(
        IReadOnlyList<RateRequest> requests, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var decisions = await shared.TakeAsync(requests, now).WaitAsync(Budget, timeProvider, cancellationToken);
            NoteBack();
            return decisions;
        }
        catch (Exception exception) when (exception is RedisException or RedisAwayException or TimeoutException or ObjectDisposedException)
        {
            NoteAway(exception);
            return local.Take(requests, now);
        }
    }

    /// <summary>While Redis is away, one call after each pause tries it; the others do not.</summary>
    private bool MayAskRedis()
    {
        var until = Volatile.Read(ref localUntil);
        return until == long.MinValue
            || (timeProvider.GetTimestamp() >= until && Interlocked.CompareExchange(ref localUntil, NextTry(), until) == until);
    }

    private long NextTry() => timeProvider.GetTimestamp() + (long)(Pause.TotalSeconds * timeProvider.TimestampFrequency);

    private void NoteAway(Exception exception)
    {
        Volatile.Write(ref localUntil, NextTry());
        if (Interlocked.Exchange(ref isAway, 1) == 0)
        {
            LogAway(exception.Message);
        }
    }

    private void NoteBack()
    {
        Volatile.Write(ref localUntil, long.MinValue);
        if (Interlocked.Exchange(ref isAway, 0) == 1)
        {
            LogBack();
        }
    }

    [LoggerMessage(1300, LogLevel.Warning, "Redis is away or slow; this process keeps rate limits for itself until it is back. {Reason}")]
    private partial void LogAway(string reason);

    [LoggerMessage(1301, LogLevel.Information, "Redis is back; rate limits are shared again.")]
    private partial void LogBack();
}
