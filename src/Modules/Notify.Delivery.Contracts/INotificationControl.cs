using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Changes the course of accepted notifications, within the environment of the present request.</summary>
public interface INotificationControl
{
    /// <summary>Queues one more attempt, whatever the number of attempts before.</summary>
    /// <exception cref="NotifyException">There is no such notification, or it was delivered already.</exception>
    Task<RetryAcceptance> RetryAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>
    /// Sends a delivered webhook once more, under the same message id, so that a receiver that lost it can have it again and one that has it knows it. However that
    /// attempt ends, the notification stays delivered.
    /// </summary>
    /// <exception cref="NotifyException">There is no such notification, it is not delivered, or its channel is none that calls an endpoint of the recipient's own.</exception>
    Task<RetryAcceptance> ReplayAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Cancels what no provider has yet. Exactly one of cancel and send wins.</summary>
    /// <exception cref="NotifyException">There is no such notification, or it is too late.</exception>
    Task<NotificationView> CancelAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken);
}
