using System.Diagnostics;
using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Errors;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>Sending, and changing the course of what was sent.</summary>
[MutationType]
[Authorize]
internal static partial class DeliveryMutations
{
    /// <summary>Accepts one message for one recipient. An answer without errors comes after the commit.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ForbiddenError>]
    [Error<ConflictError>]
    [Error<LimitError>]
    public static Task<AcceptedNotification> SendNotificationAsync(
        SendNotificationInput input, ClaimsPrincipal user, INotificationIntake intake, TimeProvider time, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "sendNotification", input);
            var accepted = await intake.AcceptAsync(user.SendCaller(), input.ToBody().ToRequest(Activity.Current?.Id), key, cancellationToken);
            return new AcceptedNotification(accepted, time.GetUtcNow());
        });

    /// <summary>Accepts one message for up to 500 recipients, all or nothing; above 100 as a background job.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ForbiddenError>]
    [Error<ConflictError>]
    [Error<LimitError>]
    public static Task<AcceptedBatch> SendBatchAsync(
        SendBatchInput input, ClaimsPrincipal user, INotificationIntake intake, TimeProvider time, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "sendBatch", input);
            var accepted = await intake.AcceptBatchAsync(user.SendCaller(), input.ToBody().ToRequest(Activity.Current?.Id), key, cancellationToken);
            return new AcceptedBatch(accepted, time.GetUtcNow());
        });

    /// <summary>Queues one more attempt, whatever the number of attempts before.</summary>
    /// <param name="id">The notification's global id.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<AcceptedRetry> RetryNotificationAsync(
        [ID<NotificationNode>] Guid id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "retryNotification", id);
            return new AcceptedRetry(await rooms.AskAsync(
                user, (INotificationControl control) => control.RetryAsync(new NotificationId(id), key, cancellationToken)));
        });

    /// <summary>Sends a delivered webhook once more, under the same message id. However that ends, the notification stays delivered.</summary>
    /// <param name="id">The notification's global id.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<AcceptedRetry> ReplayNotificationAsync(
        [ID<NotificationNode>] Guid id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "replayNotification", id);
            return new AcceptedRetry(await rooms.AskAsync(
                user, (INotificationControl control) => control.ReplayAsync(new NotificationId(id), key, cancellationToken)));
        });

    /// <summary>Cancels what no provider has yet. Exactly one of cancel and send wins.</summary>
    /// <param name="id">The notification's global id.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<NotificationNode> CancelNotificationAsync(
        [ID<NotificationNode>] Guid id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "cancelNotification", id);
            return NotificationNode.Of(await rooms.AskAsync(
                user, (INotificationControl control) => control.CancelAsync(new NotificationId(id), key, cancellationToken)));
        });
}
