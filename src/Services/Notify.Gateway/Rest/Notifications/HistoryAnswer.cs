using System.Text.Json.Serialization;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One page of a history.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The entries, newest first.</param>
/// <param name="Pagination">How to go on.</param>
internal sealed record HistoryAnswer<T>(IReadOnlyList<T> Data, Pagination Pagination);

/// <summary>How to go on.</summary>
/// <param name="NextCursor">The cursor of the next page; null on the last one.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record Pagination([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor, bool HasMore);

/// <summary>Makes pages.</summary>
internal static class HistoryAnswer
{
    public static HistoryAnswer<T> Of<T>(HistoryPage page, Func<NotificationView, T> convert) =>
        new([.. page.Items.Select(convert)], new(page.HasMore ? HistoryCursor.Write(page.Items[^1].Id) : null, page.HasMore));
}
