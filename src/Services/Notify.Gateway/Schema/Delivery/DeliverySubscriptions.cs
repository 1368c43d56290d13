using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Following live.</summary>
[SubscriptionType]
[Authorize]
internal static partial class DeliverySubscriptions
{
    /// <summary>
    /// Tells what happens to notifications as it happens. Keep the last event's cursor: given as <c>after</c> when you come back,
    /// you get what you missed first, each event once and in order.
    /// </summary>
    /// <param name="told">The event.</param>
    [Subscribe(With = nameof(FollowNotifications))]
    [GraphQLName("notificationStatusChanged")]
    public static StatusEventNode OnNotificationStatusChanged([EventMessage] StatusEvent told) => StatusEventNode.Of(told);

    /// <summary>Opens the stream of one notification, or of all of the environment.</summary>
    /// <param name="notificationId">One notification, by its global id; all by default.</param>
    /// <param name="after">The cursor of the last event that you have, or "" to begin with the first that is kept; left out, only what happens from now on is told.</param>
    public static async ValueTask<IAsyncEnumerable<StatusEvent>> FollowNotifications(
        [ID<NotificationNode>] Guid? notificationId, string? after, ClaimsPrincipal user, StatusFeed feed, CancellationToken cancellationToken)
    {
        var environment = user.EnvironmentId();
        var subject = notificationId is { } id ? StatusSubject.Of(environment, new NotificationId(id)) : StatusSubject.Everything(environment);
        return await feed.FollowAsync(subject, after, cancellationToken);
    }

    /// <summary>
    /// Tells of each step of a batch: a recipient's message that was sent, failed or was skipped, and the end. With <c>after</c> as
    /// in notificationStatusChanged; the counts are those of now.
    /// </summary>
    /// <param name="told">The event.</param>
    [Subscribe(With = nameof(FollowJob))]
    [GraphQLName("jobProgress")]
    public static JobProgressNode OnJobProgress([EventMessage] StatusEvent told) => new(told);

    /// <summary>Opens the stream of one job.</summary>
    /// <param name="jobId">The job's global id.</param>
    /// <param name="after">The cursor of the last event that you have, or "" to begin with the first that is kept; left out, only what happens from now on is told.</param>
    public static ValueTask<IAsyncEnumerable<StatusEvent>> FollowJob(
        [ID<JobNode>] Guid jobId, string? after, ClaimsPrincipal user, StatusFeed feed, CancellationToken cancellationToken) =>
        feed.FollowAsync(StatusSubject.Of(user.EnvironmentId(), new JobId(jobId)), after, cancellationToken);
}

/// <summary>One step of a batch.</summary>
/// <param name="told">What was told.</param>
[Authorize]
[GraphQLName("JobProgress")]
internal sealed class JobProgressNode(StatusEvent told)
{
    /// <summary>Gets the cursor: a subscription that is given it as <c>after</c> goes on with the next step.</summary>
    public string Cursor => EventCursor.Format(told.Position);

    /// <summary>Gets what happened.</summary>
    public StatusEventNode Event => StatusEventNode.Of(told);

    internal StatusEvent Told => told;
}

/// <summary>What lies around a step.</summary>
[ObjectType<JobProgressNode>]
internal static partial class JobProgressFields
{
    /// <summary>Gets the job with its counts of now.</summary>
    [Cost(5)]
    public static async Task<JobNode?> GetJobAsync([Parent] JobProgressNode step, INotificationHistory history, CancellationToken cancellationToken) =>
        step.Told.JobId is { } job && await history.FindJobAsync(job, cancellationToken) is { } found ? JobNode.Of(found) : null;
}
