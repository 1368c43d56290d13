using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>A recipient as a caller names it.</summary>
/// <param name="EnvironmentId">The caller's environment.</param>
/// <param name="ExternalId">The id that the caller chose for the subscriber, 1 to 64 characters.</param>
public readonly record struct RecipientRef(EnvironmentId EnvironmentId, string ExternalId);
