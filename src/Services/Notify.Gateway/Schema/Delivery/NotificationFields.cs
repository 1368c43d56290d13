using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Audience;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>What lies beneath a notification.</summary>
[ObjectType<NotificationNode>]
internal static partial class NotificationFields
{
    /// <summary>Finds a notification by its id.</summary>
    [NodeResolver]
    public static Task<NotificationNode?> GetNotificationAsync(Guid id, NotificationById notifications, CancellationToken cancellationToken) =>
        notifications.LoadAsync(new NotificationId(id), cancellationToken);

    /// <summary>Lists the messages that were made of it, oldest first.</summary>
    [Cost(5)]
    [ListSize(AssumedSize = 3, RequireOneSlicingArgument = false)]
    public static Task<DeliveryNode[]> GetDeliveriesAsync(
        [Parent] NotificationNode notification, DeliveriesByNotification deliveries, CancellationToken cancellationToken) =>
        deliveries.LoadRequiredAsync(new NotificationId(notification.Id), cancellationToken);

    /// <summary>Tells what happened to it, in order, with the cursors that the subscription resumes from.</summary>
    [Cost(5)]
    [ListSize(AssumedSize = 5, RequireOneSlicingArgument = false)]
    public static async Task<IReadOnlyList<StatusEventNode>> GetTimelineAsync(
        [Parent] NotificationNode notification, ClaimsPrincipal user, IStatusEvents events, CancellationToken cancellationToken)
    {
        var subject = StatusSubject.Of(user.EnvironmentId(), new NotificationId(notification.Id));
        var timeline = new List<StatusEventNode>();
        await foreach (var told in events.ReadAfterAsync(subject, 0, cancellationToken))
        {
            timeline.Add(StatusEventNode.Of(told));
        }

        return timeline;
    }

    /// <summary>Gets the recipient; null when the subscriber was deleted since.</summary>
    [Cost(2)]
    public static Task<SubscriberNode?> GetSubscriberAsync(
        [Parent] NotificationNode notification, SubscriberByUserId subscribers, CancellationToken cancellationToken) =>
        subscribers.LoadAsync(notification.UserId, cancellationToken);
}
