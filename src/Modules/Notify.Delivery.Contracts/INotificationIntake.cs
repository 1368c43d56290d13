using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Accepts notifications durably: a result means that it is committed.</summary>
public interface INotificationIntake
{
    /// <summary>Accepts one message.</summary>
    /// <param name="caller">On whose behalf.</param>
    /// <param name="request">What to send.</param>
    /// <param name="key">The caller's idempotency key; a repeat gets the first answer.</param>
    /// <param name="cancellationToken">Ends the wait; the message may then be accepted or not.</param>
    /// <exception cref="NotifyException">It was refused and nothing is stored; the code says why.</exception>
    ValueTask<Acceptance> AcceptAsync(SendCaller caller, SendRequest request, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Accepts one message for many recipients, all or nothing.</summary>
    /// <exception cref="NotifyException">It was refused and nothing is stored; the code says why.</exception>
    ValueTask<BatchAcceptance> AcceptBatchAsync(SendCaller caller, BatchRequest request, RequestKey? key, CancellationToken cancellationToken);
}
