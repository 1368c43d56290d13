namespace Notify.Delivery.Contracts;

/// <summary>Where one message to one endpoint stands.</summary>

/// <remarks>The numbers are stored and never change.</remarks>
public enum DeliveryStatus
{
    /// <summary>Waits for a time or a window.</summary>
    Held = 0,

    /// <summary>Ready to be claimed by a dispatcher.</summary>
    Queued = 1,

    /// <summary>Claimed: a dispatcher is handing it to the provider.</summary>
    Sending = 2,

    /// <summary>An attempt failed; another one is due later.</summary>
    RetryWait = 3,

    /// <summary>The provider accepted it.</summary>
    Sent = 4,

    /// <summary>It arrived: a receipt said so, or the provider's acceptance already is the delivery.</summary>
    Delivered = 5,

    /// <summary>It will never work for this message or address.</summary>
    PermanentFailure = 6,

    /// <summary>It did not work before its deadline, or the provider gave up on it.</summary>
    TemporaryFailure = 7,

    /// <summary>All attempts are used up, or it cannot be tried at all.</summary>
    TechnicalFailure = 8,

    /// <summary>Cancelled before a provider had it.</summary>
    Cancelled = 9,

    /// <summary>Not tried, for the reason given. Not a failure.</summary>
    Skipped = 10,

    /// <summary>Not tried because the address must not be used.</summary>
    Suppressed = 11,

    /// <summary>Carried by another delivery, a digest.</summary>
    Merged = 12,
}
