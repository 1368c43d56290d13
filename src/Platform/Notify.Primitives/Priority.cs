namespace Notify.Primitives;

/// <summary>How urgent a notification is.</summary>

/// <remarks>Converted to other systems' numbers at the edges only.</remarks>
public enum Priority
{
    /// <summary>Best effort: newsletters, digests.</summary>
    Low = 0,

    /// <summary>Leaves within 30 seconds. The default.</summary>
    Normal = 1,

    /// <summary>Leaves within 5 seconds: receipts, security alerts.</summary>
    High = 2,

    /// <summary>Leaves within 2 seconds and bypasses the rate limit: one-time codes, lock-outs.</summary>
    Critical = 3,
}
