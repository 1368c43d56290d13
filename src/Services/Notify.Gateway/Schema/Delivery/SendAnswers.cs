using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>A notification that was accepted: it is stored, and will be delivered or end in a visible state.</summary>
/// <param name="acceptance">What the module answered.</param>
/// <param name="now">The time of the answer.</param>
[Authorize]
internal sealed class AcceptedNotification(Acceptance acceptance, DateTimeOffset now)
{
    /// <summary>Gets the notification's global id.</summary>
    [ID<NotificationNode>]
    public Guid Id => acceptance.NotificationId.Value;

    /// <summary>Gets the id as the REST door and the events write it.</summary>
    public Guid NotificationId => acceptance.NotificationId.Value;

    /// <summary>Gets the channel.</summary>
    public string Channel => acceptance.Channel;

    /// <summary>Gets when it was accepted.</summary>
    public DateTimeOffset QueuedAt => acceptance.QueuedAt;

    /// <summary>Gets whether it waits because of the rate limit. It was accepted all the same: do not send it again.</summary>
    public RateLimitState RateLimit => new(acceptance.DelayedUntil, now);
}

/// <summary>What lies beyond an acceptance.</summary>
[ObjectType<AcceptedNotification>]
internal static partial class AcceptedNotificationFields
{
    /// <summary>Gets the notification as it is stored.</summary>
    [Cost(2)]
    public static Task<NotificationNode?> GetNotificationAsync(
        [Parent] AcceptedNotification accepted, NotificationById notifications, CancellationToken cancellationToken) =>
        notifications.LoadAsync(new NotificationId(accepted.NotificationId), cancellationToken);
}

/// <summary>A batch that was accepted.</summary>
/// <param name="acceptance">What the module answered.</param>
/// <param name="now">The time of the answer.</param>
[Authorize]
internal sealed class AcceptedBatch(BatchAcceptance acceptance, DateTimeOffset now)
{
    /// <summary>Gets the job's global id.</summary>
    [ID<JobNode>]
    public Guid Id => acceptance.JobId.Value;

    /// <summary>Gets the job's id as the REST door and the events write it.</summary>
    public Guid JobId => acceptance.JobId.Value;

    /// <summary>Gets the number of recipients.</summary>
    public int Total => acceptance.Total;

    /// <summary>Gets one id per recipient in the caller's order, null for those who do not exist; null altogether for a background job.</summary>
    public IReadOnlyList<Guid?>? NotificationIds { get; } = acceptance.NotificationIds is { } ids ? [.. ids.Select(static id => id?.Value)] : null;

    /// <summary>Gets whether it waits because of the rate limit. It was accepted all the same: do not send it again.</summary>
    public RateLimitState RateLimit => new(acceptance.DelayedUntil, now);
}

/// <summary>What lies beyond an accepted batch.</summary>
[ObjectType<AcceptedBatch>]
internal static partial class AcceptedBatchFields
{
    /// <summary>Gets the job, which tells how far it is.</summary>
    [Cost(5)]
    public static Task<JobNode?> GetJobAsync([Parent] AcceptedBatch accepted, INotificationHistory history, CancellationToken cancellationToken) =>
        JobFields.GetJobAsync(accepted.JobId, history, cancellationToken);
}

/// <summary>Whether a limit held something up.</summary>
/// <param name="delayedUntil">When it leaves.</param>
/// <param name="now">The time of the answer.</param>
[Authorize]
internal sealed class RateLimitState(DateTimeOffset? delayedUntil, DateTimeOffset now)
{
    /// <summary>Gets whether the limit was reached.</summary>
    public bool Exceeded => delayedUntil is not null;

    /// <summary>Gets when it leaves; null when it was within the limit.</summary>
    public DateTimeOffset? DelayedUntil => delayedUntil;

    /// <summary>Gets in how many seconds it leaves.</summary>
    public int? RetryAfter => delayedUntil is { } until ? Math.Max(1, (int)Math.Ceiling((until - now).TotalSeconds)) : null;
}

/// <summary>A manual retry that was accepted.</summary>
/// <param name="acceptance">What the module answered.</param>
[Authorize]
internal sealed class AcceptedRetry(RetryAcceptance acceptance)
{
    /// <summary>Gets the notification's global id.</summary>
    [ID<NotificationNode>]
    public Guid Id => acceptance.NotificationId.Value;

    /// <summary>Gets the number that its next attempt has, or has already when one is under way.</summary>
    public int Attempt => acceptance.Attempt;

    /// <summary>Gets whether an attempt is under way right now.</summary>
    public bool IsSending => acceptance.IsSending;
}
