using Notify.Delivery.Contracts;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Something that happened to a notification. It carries no address and no content.</summary>
/// <param name="told">What was told.</param>
[Authorize]
[GraphQLName("StatusEvent")]
internal sealed class StatusEventNode(StatusEvent told)
{
    /// <summary>Gets the cursor: a subscription that is given it as <c>after</c> goes on with the next event.</summary>
    public string Cursor => EventCursor.Format(told.Position);

    /// <summary>Gets the event's id; the same whenever it is told again.</summary>
    public Guid EventId => told.EventId;

    /// <summary>Gets what happened, such as notify.notification.sent.</summary>
    public string Type => told.Type;

    /// <summary>Gets when it happened.</summary>
    public DateTimeOffset OccurredAt => told.OccurredAt;

    /// <summary>Gets the notification's id, as the REST door writes it.</summary>
    public Guid? NotificationId => told.NotificationId?.Value;

    /// <summary>Gets the id of the job it belongs to.</summary>
    public Guid? JobId => told.JobId?.Value;

    /// <summary>Gets the state that it led to.</summary>
    public NotificationStatus? Status => told.Status;

    /// <summary>Gets the recipient: the subscriber's id.</summary>
    public string? UserId => told.UserId;

    /// <summary>Gets the channel.</summary>
    public string? Channel => told.Channel;

    /// <summary>Gets the short name of the integration that was used.</summary>
    public string? Integration => told.Integration;

    /// <summary>Gets the number of the attempt it tells of, from 1.</summary>
    public int? Attempt => told.Attempt;

    /// <summary>Gets the stable code of a failure.</summary>
    public string? Code => told.Code;

    /// <summary>Gets the reason of a failure or skip, for a person.</summary>
    public string? Reason => told.Reason;

    /// <summary>Gets when the next attempt is due.</summary>
    public DateTimeOffset? NextAttemptAt => told.NextAttemptAt;

    [GraphQLIgnore]
    public static StatusEventNode Of(StatusEvent told) => new(told);

    internal StatusEvent Told => told;
}

/// <summary>What lies around an event.</summary>
[ObjectType<StatusEventNode>]
internal static partial class StatusEventFields
{
    /// <summary>Gets the notification as it stands now, which may be further on than the event.</summary>
    [Cost(2)]
    public static async Task<NotificationNode?> GetNotificationAsync(
        [Parent] StatusEventNode told, NotificationById notifications, CancellationToken cancellationToken) =>
        told.Told.NotificationId is { } id ? await notifications.LoadAsync(id, cancellationToken) : null;
}
