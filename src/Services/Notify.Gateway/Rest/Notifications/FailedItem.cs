using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One notification that did not reach its recipient.</summary>
/// <param name="NotificationId">Its id.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Status">Always failed.</param>
/// <param name="Reason">Why, as a stable code.</param>
/// <param name="FailedAt">When; its acceptance when nothing was tried.</param>
/// <param name="Attempts">How often a provider was called.</param>
internal sealed record FailedItem(string NotificationId, string Channel, string Status, string? Reason, DateTimeOffset FailedAt, int Attempts)
{
    public static FailedItem Of(NotificationView view) =>
        new(view.Id.ToString(), view.Channel, StatusNames.Of(view), view.Reason, view.FailedAt ?? view.QueuedAt, view.Attempts);
}
