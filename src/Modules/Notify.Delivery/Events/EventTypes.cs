using Notify.Delivery.Contracts;

namespace Notify.Delivery.Events;

/// <summary>The routing keys of published facts.</summary>
internal static class EventTypes
{
    public const string Accepted = "notify.notification.accepted";
    public const string Sent = "notify.notification.sent";
    public const string Delivered = "notify.notification.delivered";
    public const string Failed = "notify.notification.failed";
    public const string Skipped = "notify.notification.skipped";
    public const string Cancelled = "notify.notification.cancelled";
    public const string Retried = "notify.notification.retried";
    public const string AttemptFailed = "notify.delivery.attempt_failed";
    public const string EmailSent = "notify.email.sent";
    public const string EmailBounced = "notify.email.bounced";
    public const string JobCompleted = "notify.job.completed";

    /// <summary>The state that an event led to; <see langword="null"/> when it tells of no notification.</summary>
    public static NotificationStatus? StatusAfter(string type) => type switch
    {
        Accepted => NotificationStatus.Accepted,
        Sent => NotificationStatus.Sent,
        Delivered => NotificationStatus.Delivered,
        Failed => NotificationStatus.Failed,
        Skipped => NotificationStatus.Skipped,
        Cancelled => NotificationStatus.Cancelled,
        Retried or AttemptFailed => NotificationStatus.Processing,
        _ => null,
    };
}
