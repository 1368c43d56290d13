namespace Notify.Delivery.Contracts;

/// <summary>One page of a history.</summary>
/// <param name="Items">The notifications, newest first.</param>
/// <param name="HasMore">Whether older ones follow.</param>
public sealed record HistoryPage(IReadOnlyList<NotificationView> Items, bool HasMore);
