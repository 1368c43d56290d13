using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>A manual retry that was accepted.</summary>
/// <param name="NotificationId">The notification.</param>
/// <param name="Status">queued, or sending when an attempt is under way.</param>
/// <param name="Attempt">The number of that attempt.</param>
internal sealed record RetryAnswer(string NotificationId, string Status, int Attempt)
{
    public static RetryAnswer Of(RetryAcceptance accepted) =>
        new(accepted.NotificationId.ToString(), accepted.IsSending ? StatusNames.Sending : StatusNames.Queued, accepted.Attempt);
}
