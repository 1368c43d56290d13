using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>A batch under way: sent and failed together never exceed total.</summary>
[Node]
[Authorize]
[GraphQLName("Job")]
internal sealed record JobNode
{
    /// <summary>Gets the global id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the id as the REST door and the events write it.</summary>
    public Guid JobId => Id;

    /// <summary>Gets where it stands. It only moves forward.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>Gets how many recipients' messages were sent.</summary>
    public required int Sent { get; init; }

    /// <summary>Gets how many failed, were skipped, or are for recipients who do not exist.</summary>
    public required int Failed { get; init; }

    /// <summary>Gets the number of recipients.</summary>
    public required int Total { get; init; }

    [GraphQLIgnore]
    public static JobNode Of(JobView view) => new() { Id = view.Id.Value, Status = view.Status, Sent = view.Sent, Failed = view.Failed, Total = view.Total };
}

/// <summary>How jobs are found.</summary>
[ObjectType<JobNode>]
internal static partial class JobFields
{
    /// <summary>Finds a job by its id.</summary>
    [NodeResolver]
    public static async Task<JobNode?> GetJobAsync(Guid id, INotificationHistory history, CancellationToken cancellationToken) =>
        await history.FindJobAsync(new JobId(id), cancellationToken) is { } found ? JobNode.Of(found) : null;
}
