using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>How far a batch is. <c>Sent + Failed</c> never exceeds <c>Total</c>.</summary>
/// <param name="Id">The job.</param>
/// <param name="Status">Its state.</param>
/// <param name="Sent">Recipients whose message was sent.</param>
/// <param name="Failed">Recipients whose message failed, was skipped, or who do not exist.</param>
/// <param name="Total">All recipients.</param>
public sealed record JobView(JobId Id, JobStatus Status, int Sent, int Failed, int Total);
