using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>A notification that a delivery carries.</summary>
/// <param name="Id">The notification.</param>
/// <param name="UserId">Its recipient, by the id that callers use.</param>
/// <param name="SubscriberId">Its recipient, by internal key.</param>
/// <param name="JobId">The batch it belongs to, if any.</param>
/// <param name="ReadyAt">When it could leave: its acceptance, or the end of its hold.</param>
internal sealed record CarriedNotification(NotificationId Id, string UserId, SubscriberId SubscriberId, Guid? JobId, DateTimeOffset ReadyAt);
