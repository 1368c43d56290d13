using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>The four statuses of this door. A provider's acceptance counts as delivered here.</summary>
internal static class StatusNames
{
    public const string Queued = "queued";
    public const string Sending = "sending";
    private const string Delivered = "delivered";
    private const string Failed = "failed";

    public static string Of(NotificationView notification) => notification.Status switch
    {
        NotificationStatus.Accepted or NotificationStatus.Held => Queued,
        NotificationStatus.Processing => notification.IsSending ? Sending : Queued,
        NotificationStatus.Sent or NotificationStatus.Delivered or NotificationStatus.PartiallyDelivered => Delivered,
        _ => Failed,
    };

    public static string Of(JobStatus status) => status switch
    {
        JobStatus.Pending => Queued,
        JobStatus.InProgress => "processing",
        JobStatus.Completed => "completed",
        _ => "completed_with_errors",
    };
}
