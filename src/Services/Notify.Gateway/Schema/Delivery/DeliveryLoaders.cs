using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Finds notifications by id, all that one request asks for at once.</summary>
internal sealed class NotificationById(INotificationHistory history, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<NotificationId, NotificationNode>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<NotificationId, NotificationNode>> LoadBatchAsync(
        IReadOnlyList<NotificationId> keys, CancellationToken cancellationToken) =>
        (await history.FindManyAsync(keys, cancellationToken)).ToDictionary(static found => found.Id, NotificationNode.Of);
}

/// <summary>Lists the deliveries of notifications.</summary>
internal sealed class DeliveriesByNotification(INotificationHistory history, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<NotificationId, DeliveryNode[]>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<NotificationId, DeliveryNode[]>> LoadBatchAsync(
        IReadOnlyList<NotificationId> keys, CancellationToken cancellationToken)
    {
        var found = await history.ListDeliveriesAsync(keys, cancellationToken);
        return keys.ToDictionary(static key => key, key => found[key].Select(static delivery => new DeliveryNode(delivery)).ToArray());
    }
}

/// <summary>Lists the attempts of deliveries.</summary>
internal sealed class AttemptsByDelivery(INotificationHistory history, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<DeliveryId, AttemptNode[]>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<DeliveryId, AttemptNode[]>> LoadBatchAsync(
        IReadOnlyList<DeliveryId> keys, CancellationToken cancellationToken)
    {
        var found = await history.ListAttemptsAsync(keys, cancellationToken);
        return keys.ToDictionary(static key => key, key => found[key].Select(static attempt => new AttemptNode(attempt)).ToArray());
    }
}
