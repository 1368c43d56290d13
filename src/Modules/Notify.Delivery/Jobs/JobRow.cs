using Notify.Primitives;

namespace Notify.Delivery.Jobs;

/// <summary>A batch as it is stored.</summary>
internal sealed record JobRow(JobId Id, EnvironmentId EnvironmentId, Guid TriggerId, Priority Priority, bool Simulated, int Total);
