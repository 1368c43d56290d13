namespace Notify.Delivery.Sending;

/// <summary>What one account takes. What is <see langword="null"/> is without limit, or, for the time-out, the installation's.</summary>
internal readonly record struct SendLimits(int? MaxConcurrentSends, double? SendsPerSecond, TimeSpan? Timeout)
{
    public bool Exist => MaxConcurrentSends is not null || SendsPerSecond is not null;
}
