using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>How far a batch is.</summary>
/// <param name="JobId">Its id.</param>
/// <param name="Status">queued, processing, completed or completed_with_errors.</param>
/// <param name="Sent">Recipients whose message was sent.</param>
/// <param name="Failed">Recipients without success.</param>
/// <param name="Total">All recipients.</param>
internal sealed record JobAnswer(string JobId, string Status, int Sent, int Failed, int Total)
{
    public static JobAnswer Of(JobView view) => new(view.Id.ToString(), StatusNames.Of(view.Status), view.Sent, view.Failed, view.Total);
}
