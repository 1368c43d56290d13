using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>A notification that was accepted.</summary>
/// <param name="NotificationId">Its id.</param>
/// <param name="Status">Always queued.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="QueuedAt">When it was accepted.</param>
internal sealed record SendAnswer(string NotificationId, string Status, string Channel, DateTimeOffset QueuedAt)
{
    public static SendAnswer Of(Acceptance accepted) => new(accepted.NotificationId.ToString(), StatusNames.Queued, accepted.Channel, accepted.QueuedAt);
}
