using Notify.Delivery.Contracts;
using Notify.Primitives;
using Notify.Redis.Limits;
using Notify.Workspaces.Contracts;

namespace Notify.Delivery.Intake;

/// <summary>Holds or refuses what is above an environment's rate limit. Critical sends pass without being counted.</summary>
internal sealed class RateGate(IProjectPolicies policies, IRateLimiter limiter, TimeProvider timeProvider)
{
    /// <summary>Marks each send with the time at which it may leave.</summary>
    public async Task<IReadOnlyList<PendingSend>> PassAsync(List<PendingSend> sends, CancellationToken cancellationToken)
    {
        var now = timeProvider.GetUtcNow();
        var limited = new List<PendingSend>(sends.Count);
        var requests = new List<RateRequest>(sends.Count);
        foreach (var send in sends)
        {
            if (send.Request.SendAt is { } sendAt && sendAt > now)
            {
                send.Hold = (sendAt, HoldReason.Schedule);
            }
            else if (send.Request.Priority != Priority.Critical)
            {
                limited.Add(send);
                requests.Add(await RequestAsync(send.Caller.EnvironmentId, cancellationToken));
            }
        }

        if (limited.Count > 0)
        {
            var decisions = await limiter.TakeAsync(requests, now, cancellationToken);
            for (var i = 0; i < limited.Count; i++)
            {
                Apply(limited[i], requests[i], decisions[i], now);
            }
        }

        return sends;
    }

    /// <summary>Takes one request's share for a batch.</summary>
    /// <returns>When it may start; <see langword="null"/> means now.</returns>
    /// <exception cref="NotifyException">The limit is reached and the project refuses what is above it.</exception>
    public async Task<DateTimeOffset?> PassBatchAsync(EnvironmentId environmentId, Priority priority, CancellationToken cancellationToken)
    {
        if (priority == Priority.Critical)
        {
            return null;
        }

        var now = timeProvider.GetUtcNow();
        var request = await RequestAsync(environmentId, cancellationToken);
        var decision = (await limiter.TakeAsync([request], now, cancellationToken))[0];
        return decision.IsAllowed ? null : request.ReserveLater ? decision.AvailableAt : throw Refusal(request, decision, now);
    }

    private async ValueTask<RateRequest> RequestAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        var policy = await policies.GetAsync(environmentId, cancellationToken);
        return new(environmentId.ToString(), policy.RateLimitPerMinute, Count: 1, ReserveLater: policy.RateLimitMode == RateLimitMode.Delay);
    }

    private static void Apply(PendingSend send, RateRequest request, RateDecision decision, DateTimeOffset now)
    {
        if (decision.IsAllowed)
        {
            return;
        }

        if (request.ReserveLater)
        {
            send.Hold = (decision.AvailableAt, HoldReason.RateLimit);
        }
        else
        {
            send.Refuse(Refusal(request, decision, now));
        }
    }

    private static NotifyException Refusal(RateRequest request, RateDecision decision, DateTimeOffset now) =>
        new(ErrorCode.RateLimitExceeded,
            $"The limit of {request.LimitPerMinute} requests a minute is reached and nothing was accepted. Ask again after {decision.AvailableAt:O}, or raise the project's limit.")
        {
            RetryAfter = decision.AvailableAt - now,
        };
}
