using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Changes the course of accepted notifications, within the environment of the present request.</summary>
public interface INotificationControl
{
    /// <summary>Queues one more attempt, whatever the number of attempts before.</summary>
    /// <exception cref="NotifyException">There is no such notification, or it was delivered already.</exception>
    Task<RetryAcceptance> RetryAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Cancels what no provider has yet. Exactly one of cancel and send wins.</summary>
    /// <exception cref="NotifyException">There is no such notification, or it is too late.</exception>
    Task<NotificationView> CancelAsync(NotificationId id, RequestKey? key, CancellationToken cancellationToken);
}
