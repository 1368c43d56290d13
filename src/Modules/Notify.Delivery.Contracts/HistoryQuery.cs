using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Which notifications a list shows; what is <see langword="null"/> does not matter.</summary>
public sealed record HistoryQuery
{
    /// <summary>Gets the states to show.</summary>
    public IReadOnlyList<NotificationStatus>? Statuses { get; init; }

    /// <summary>Gets the channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the recipient, by the id that callers use.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the job they belong to.</summary>
    public JobId? JobId { get; init; }
}
