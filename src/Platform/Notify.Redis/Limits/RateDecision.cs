namespace Notify.Redis.Limits;

/// <summary>What the limit says.</summary>
/// <param name="IsAllowed">Whether there was room in the present minute; it is taken then.</param>
/// <param name="AvailableAt">The time of asking when allowed; otherwise the start of the first later minute with room.</param>
public readonly record struct RateDecision(bool IsAllowed, DateTimeOffset AvailableAt);
