namespace Notify.Delivery.Contracts;

/// <summary>Where one trigger for one recipient stands, derived from its deliveries.</summary>

/// <remarks>The numbers are stored and never change.</remarks>
public enum NotificationStatus
{
    /// <summary>Stored; no delivery was made yet.</summary>
    Accepted = 0,

    /// <summary>Waits for a time: a schedule or the rate limit.</summary>
    Held = 1,

    /// <summary>A delivery is queued, being sent or waiting for a retry.</summary>
    Processing = 2,

    /// <summary>Providers accepted every delivery.</summary>
    Sent = 3,

    /// <summary>Every delivery arrived.</summary>
    Delivered = 4,

    /// <summary>Some deliveries worked, some failed.</summary>
    PartiallyDelivered = 5,

    /// <summary>No delivery worked.</summary>
    Failed = 6,

    /// <summary>Nothing was tried, for the reason given.</summary>
    Skipped = 7,

    /// <summary>Cancelled before any delivery worked.</summary>
    Cancelled = 8,
}
