using Notify.Delivery.Timers;
using Notify.Primitives;

namespace Notify.Delivery.Storage;

/// <summary>Something that waits for a time.</summary>
internal readonly record struct TimerRow(Guid Id, DateTimeOffset DueAt, TimerKind Kind, Guid TargetId, EnvironmentId EnvironmentId);
