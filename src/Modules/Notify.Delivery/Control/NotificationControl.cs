using Microsoft.EntityFrameworkCore;
using Notify.Audience.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Integrations;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Planning;
using Notify.Delivery.Storage;
using Notify.Postgres.Environments;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Control;

/// <summary>Manual retry and cancellation. Both hold the notification's row, so that they and the end of an attempt take turns.</summary>
internal sealed class NotificationControl(
    DeliveryDbContext database, EnvironmentScope scope, INotificationHistory history, IRecipientDirectory recipients, ReachableEndpoints reachable, IOutboxPump pump,
    NpgsqlDataSource dataSource, TimeProvider timeProvider) : INotificationControl
{
    public async Task<RetryAcceptance> RetryAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken)
    {
        var addresses = await FindAddressesAsync(id, cancellationToken); // before the transaction, which must wait for no other connection
        var announced = new List<OutboxEntry>();
        var accepted = await IdempotencyLedger.RunAsync(database, scope.EnvironmentId, key, async token =>
        {
            var connection = (NpgsqlConnection)database.Database.GetDbConnection();
            var state = await ControlStore.LockAsync(connection, scope.EnvironmentId, id, token) ?? throw NotFound(id);
            return state.Status switch
            {
                NotificationStatus.Accepted or NotificationStatus.Held or NotificationStatus.Processing => new RetryAcceptance(id, state.IsSending ? state.Attempts : state.Attempts + 1, state.IsSending),
                NotificationStatus.Failed or NotificationStatus.PartiallyDelivered or NotificationStatus.Skipped => await RequeueAsync(connection, id, state, addresses, announced, token),
                NotificationStatus.Cancelled => throw new NotifyException(ErrorCode.Conflict, $"Notification '{id}' was cancelled and cannot be retried. Send a new one."),
                _ => throw new NotifyException(ErrorCode.AlreadyDelivered, $"Notification '{id}' was delivered already; nothing is left to retry."),
            };
        }, cancellationToken);
        pump.Announce(announced);
        return accepted;
    }

    public async Task<NotificationView> CancelAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken)
    {
        Guid? job = null;
        await IdempotencyLedger.RunAsync(database, scope.EnvironmentId, key, async token =>
        {
            var connection = (NpgsqlConnection)database.Database.GetDbConnection();
            var state = await ControlStore.LockAsync(connection, scope.EnvironmentId, id, token) ?? throw NotFound(id);
            job = state.JobId;
            if (state.Status != NotificationStatus.Cancelled)
            {
                var cancelled = EventDraft.Make(
                    EventTypes.Cancelled, scope.EnvironmentId, id.Value, state.TraceParent, timeProvider, state,
                    static (json, notification) => json.WriteString("recipientId", notification.UserId));
                if (!await ControlStore.CancelAsync(connection, id, cancelled, token))
                {
                    throw new NotifyException(ErrorCode.Conflict, $"Notification '{id}' is {state.Status} and cannot be cancelled any more.");
                }
            }

            return true;
        }, cancellationToken);
        if (job is { } ended)
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            await JobClosing.CloseAsync(connection, [ended], timeProvider, cancellationToken);
        }

        return await history.FindAsync(id, cancellationToken) ?? throw NotFound(id);
    }

    private async Task<string[]> FindAddressesAsync(NotificationId id, CancellationToken cancellationToken)
    {
        var notification = await history.FindAsync(id, cancellationToken) ?? throw NotFound(id);
        var recipient = (await recipients.FindAsync([new RecipientRef(scope.EnvironmentId, notification.UserId)], cancellationToken))[0];
        return recipient is null ? []
            : [.. reachable.Of(recipient, notification.Channel).Where(static endpoint => endpoint.Suppressed is null).Select(static endpoint => endpoint.Address)];
    }

    private async Task<RetryAcceptance> RequeueAsync(
        NpgsqlConnection connection, NotificationId id, ControlStore.State state, string[] addresses, List<OutboxEntry> announced, CancellationToken cancellationToken)
    {
        if (addresses.Length == 0)
        {
            throw new NotifyException(
                ErrorCode.Conflict, $"Subscriber '{state.UserId}' has no usable {state.Channel} address. Set one with PUT /v1/subscribers/{Uri.EscapeDataString(state.UserId)}, then retry.");
        }

        var retried = EventDraft.Make(
            EventTypes.Retried, scope.EnvironmentId, id.Value, state.TraceParent, timeProvider, state,
            static (json, notification) => json.WriteNumber("attempt", notification.Attempts + 1));
        var deliveries = await ControlStore.RequeueAsync(connection, id, addresses, timeProvider.GetUtcNow(), retried, cancellationToken);
        announced.AddRange(OutboxEntry.Make(
            LaneNames.Send(state.Channel, state.Priority), LaneWork.Send, scope.EnvironmentId, deliveries, state.TraceParent, timeProvider));
        await ControlStore.AnnounceAsync(connection, announced, cancellationToken);
        return new(id, state.Attempts + 1, IsSending: false);
    }

    private static NotifyException NotFound(NotificationId id) => new(ErrorCode.NotFound, $"There is no notification '{id}' in this environment.");
}
