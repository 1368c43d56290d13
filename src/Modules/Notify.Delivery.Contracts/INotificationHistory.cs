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

    /// <summary>Lists notifications by several conditions at once, newest first, on a keyset.</summary>
    /// <param name="query">Which ones; all conditions hold together.</param>
    /// <param name="before">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many, 0 to 100.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<HistoryPage> ListAsync(HistoryQuery query, NotificationId? before, int limit, CancellationToken cancellationToken);

    /// <summary>Counts what <see cref="ListAsync(HistoryQuery, NotificationId?, int, CancellationToken)"/> lists on all its pages, exactly.</summary>
    Task<long> CountAsync(HistoryQuery query, CancellationToken cancellationToken);

    /// <summary>Finds several notifications at once; ids of which the environment has none are left out.</summary>
    Task<IReadOnlyList<NotificationView>> FindManyAsync(IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken);

    /// <summary>Lists the deliveries of several notifications at once, oldest first.</summary>
    Task<ILookup<NotificationId, DeliveryView>> ListDeliveriesAsync(IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken);

    /// <summary>Lists the attempts of several deliveries at once, by number.</summary>
    Task<ILookup<DeliveryId, AttemptView>> ListAttemptsAsync(IReadOnlyList<DeliveryId> ids, CancellationToken cancellationToken);
}
