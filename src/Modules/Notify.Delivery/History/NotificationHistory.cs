using Notify.Delivery.Contracts;
using Notify.Delivery.Storage;
using Notify.Postgres.Environments;
using Notify.Primitives;

namespace Notify.Delivery.History;

/// <summary>Answers from the environment of the present request only.</summary>
internal sealed class NotificationHistory(HistoryStore store, DeliveryDetailStore details, JobStore jobs, EnvironmentScope scope) : INotificationHistory
{
    public Task<NotificationView?> FindAsync(NotificationId id, CancellationToken cancellationToken) =>
        store.FindAsync(scope.EnvironmentId, id, cancellationToken);

    public Task<HistoryPage> ListAsync(HistoryFilter filter, NotificationId? before, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(scope.EnvironmentId, filter, before, limit, cancellationToken);

    public async Task<IReadOnlyList<AttemptView>?> ListAttemptsAsync(NotificationId id, CancellationToken cancellationToken) =>
        await store.FindAsync(scope.EnvironmentId, id, cancellationToken) is null
            ? null
            : await details.ListAttemptsAsync(scope.EnvironmentId, id, cancellationToken);

    public Task<JobView?> FindJobAsync(JobId id, CancellationToken cancellationToken) => jobs.FindAsync(scope.EnvironmentId, id, cancellationToken);

    public Task<HistoryPage> ListAsync(HistoryQuery query, NotificationId? before, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(scope.EnvironmentId, query, before, limit, cancellationToken);

    public Task<long> CountAsync(HistoryQuery query, CancellationToken cancellationToken) => store.CountAsync(scope.EnvironmentId, query, cancellationToken);

    public Task<IReadOnlyList<NotificationView>> FindManyAsync(IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken) =>
        store.FindManyAsync(scope.EnvironmentId, ids, cancellationToken);

    public Task<ILookup<NotificationId, DeliveryView>> ListDeliveriesAsync(IReadOnlyList<NotificationId> ids, CancellationToken cancellationToken) =>
        details.ListDeliveriesAsync(scope.EnvironmentId, ids, cancellationToken);

    public Task<ILookup<DeliveryId, AttemptView>> ListAttemptsAsync(IReadOnlyList<DeliveryId> ids, CancellationToken cancellationToken) =>
        details.ListAttemptsAsync(scope.EnvironmentId, ids, cancellationToken);
}
