using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Tells what became of notifications, within the environment of the present request.</summary>
public interface INotificationHistory
{
    /// <summary>Finds one notification.</summary>
    /// <returns><see langword="null"/> when the environment has none of that id.</returns>
    Task<NotificationView?> FindAsync(NotificationId id, CancellationToken cancellationToken);

    /// <summary>Lists notifications, newest first, on a keyset: rows that arrive meanwhile do not shift pages.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="before">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many, 1 to 100.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<HistoryPage> ListAsync(HistoryFilter filter, NotificationId? before, int limit, CancellationToken cancellationToken);

    /// <summary>Lists every attempt of a notification, over all its deliveries, oldest first.</summary>
    /// <returns><see langword="null"/> when the environment has no such notification.</returns>
    Task<IReadOnlyList<AttemptView>?> ListAttemptsAsync(NotificationId id, CancellationToken cancellationToken);

    /// <summary>Finds a job and counts how far it is.</summary>
    /// <returns><see langword="null"/> when the environment has none of that id.</returns>
    Task<JobView?> FindJobAsync(JobId id, CancellationToken cancellationToken);
}
