using Notify.Primitives;

namespace Notify.Delivery.Planning;

/// <summary>What planning reads of a notification.</summary>
internal sealed record PlannableNotification(
    Guid Id, EnvironmentId EnvironmentId, SubscriberId SubscriberId, string UserId, string Channel, Priority Priority, DateTimeOffset? Deadline,
    bool Simulated, Guid? JobId, string? TraceParent, string? OverridesJson);
