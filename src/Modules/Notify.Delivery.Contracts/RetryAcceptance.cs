using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>A manual retry that was accepted.</summary>
/// <param name="NotificationId">The notification.</param>
/// <param name="Attempt">The number that its next attempt has, or has already when one is under way.</param>
/// <param name="IsSending">Whether an attempt is under way right now.</param>
public sealed record RetryAcceptance(NotificationId NotificationId, int Attempt, bool IsSending);
