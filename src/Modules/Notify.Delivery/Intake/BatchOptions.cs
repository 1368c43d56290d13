using System.ComponentModel.DataAnnotations;

namespace Notify.Delivery.Intake;

/// <summary>Limits of batch sends. Configuration section <c>Notify:Batch</c>.</summary>
internal sealed class BatchOptions
{
    /// <summary>Gets or sets how many recipients one call may have. The default is 500.</summary>
    [Range(1, 10_000)]
    public int MaxRecipients { get; set; } = 500;

    /// <summary>Gets or sets the largest batch whose notifications are made at once; a larger one becomes a background job. The default is 100.</summary>
    [Range(0, 1_000)]
    public int JobThreshold { get; set; } = 100;

    /// <summary>Gets or sets how many batch recipients of one environment may wait for the dispatcher. The default is 10,000.</summary>
    [Range(1, 10_000_000)]
    public int QueueLimit { get; set; } = 10_000;
}
