namespace Notify.Redis.Limits;

/// <summary>Counts requests in windows of one minute, together for all processes.</summary>
public interface IRateLimiter
{
    /// <summary>Takes room in the present minute, or tells (and, if asked, reserves) the first later minute that has room.</summary>
    /// <param name="request">Whose limit, how high it is, and how much is taken.</param>
    /// <param name="now">The present time, from the caller's clock.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<RateDecision> TakeAsync(RateRequest request, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Decides many, in order, in one round trip.</summary>
    /// <returns>One decision per request, in the same order.</returns>
    ValueTask<IReadOnlyList<RateDecision>> TakeAsync(IReadOnlyList<RateRequest> requests, DateTimeOffset now, CancellationToken cancellationToken);
}
