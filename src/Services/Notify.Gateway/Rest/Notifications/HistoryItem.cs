using System.Text.Json.Serialization;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One line of the history.</summary>
/// <param name="NotificationId">Its id.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Status">queued, sending, delivered or failed.</param>
/// <param name="DeliveredAt">When it was delivered; null before.</param>
internal sealed record HistoryItem(
    string NotificationId, string Channel, string Status, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateTimeOffset? DeliveredAt)
{
    public static HistoryItem Of(NotificationView view) => new(view.Id.ToString(), view.Channel, StatusNames.Of(view), view.DeliveredAt);
}
