using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>A batch that was accepted.</summary>
/// <param name="JobId">The job that tells how far it is.</param>
/// <param name="Total">The number of recipients.</param>
/// <param name="Status">Always processing.</param>
/// <param name="NotificationIds">One id per recipient in the order given, null for one who does not exist; only for batches of up to 100.</param>
internal sealed record BatchAnswer(string JobId, int Total, string Status, IReadOnlyList<string?>? NotificationIds)
{
    public static BatchAnswer Of(BatchAcceptance accepted) =>
        new(accepted.JobId.ToString(), accepted.Total, "processing", accepted.NotificationIds?.Select(static id => id?.ToString()).ToList());
}
