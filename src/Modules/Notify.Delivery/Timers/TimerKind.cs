namespace Notify.Delivery.Timers;

/// <summary>What happens when a timer comes due. The numbers are stored and never change.</summary>
internal enum TimerKind
{
    /// <summary>A held notification is planned.</summary>
    ReleaseNotification = 1,

    /// <summary>A delivery is tried again.</summary>
    RetryDelivery = 2,

    /// <summary>A job that was above the rate limit starts.</summary>
    StartJob = 3,
}
