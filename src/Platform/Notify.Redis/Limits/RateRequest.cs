namespace Notify.Redis.Limits;

/// <summary>What somebody wants to take from a limit.</summary>
/// <param name="Scope">Whose limit, such as an environment's id.</param>
/// <param name="LimitPerMinute">How much fits into one minute; at least 1.</param>
/// <param name="Count">How much is wanted at once; at least 1. More than the limit fills one whole minute.</param>
/// <param name="ReserveLater">Whether to keep the room in a later minute when there is none now, so that delayed ones are spread.</param>
public readonly record struct RateRequest(string Scope, int LimitPerMinute, int Count, bool ReserveLater);
