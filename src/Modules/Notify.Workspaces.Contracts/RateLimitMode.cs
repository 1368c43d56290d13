namespace Notify.Workspaces.Contracts;

/// <summary>What happens to a send above the rate limit.</summary>
public enum RateLimitMode
{
    /// <summary>It is accepted and delivered in a later minute; the answer says so.</summary>
    Delay = 0,

    /// <summary>It is refused and nothing is stored.</summary>
    Reject = 1,
}
