namespace Notify.Delivery.Contracts;

/// <summary>Why a notification waits.</summary>

/// <remarks>The numbers are stored and never change.</remarks>
public enum HoldReason
{
    /// <summary>The caller asked for a later time.</summary>
    Schedule = 1,

    /// <summary>The environment's rate limit was reached.</summary>
    RateLimit = 2,
}
