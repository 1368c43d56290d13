using System.ComponentModel.DataAnnotations;

namespace Notify.Delivery.Housekeeping;

/// <summary>How long things are kept. Configuration section <c>Notify:Retention</c>.</summary>
internal sealed class RetentionOptions
{
    /// <summary>Gets or sets how many days notifications are shown. The default is 90; at least 8, because a rate limit may hold one for a week.</summary>
    [Range(8, 3_650)]
    public int NotificationDays { get; set; } = 90;

    /// <summary>Gets or sets how many days an idempotency key is remembered. The default is 7.</summary>
    [Range(1, 365)]
    public int IdempotencyKeyDays { get; set; } = 7;
}
