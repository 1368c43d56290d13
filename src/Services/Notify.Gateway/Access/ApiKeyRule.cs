namespace Notify.Gateway.Access;

/// <summary>Which keys open a route.</summary>
/// <param name="OnlyNormal">Whether TEAM and TEST keys are refused.</param>
internal sealed record ApiKeyRule(bool OnlyNormal);
