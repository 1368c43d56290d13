namespace Notify.Delivery.Sending;

/// <summary>How often and how far apart a message is tried.</summary>
internal sealed class RetryPreset
{
    /// <summary>Gets or sets the number of attempts, the first one included.</summary>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>Gets or sets the seconds between the first attempt and the second.</summary>
    public double BaseSeconds { get; set; } = 30;

    /// <summary>Gets or sets by how much each gap is longer than the one before.</summary>
    public double Factor { get; set; } = 2;

    /// <summary>Gets or sets the longest gap in seconds.</summary>
    public double CapSeconds { get; set; } = 480;

    /// <summary>Gets or sets by how many percent a gap may be shorter or longer, so that many failures do not come back at one moment.</summary>
    public double JitterPercent { get; set; } = 10;

    /// <summary>Gets the gap after an attempt.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="chance">A random number from 0 up to 1.</param>
    public TimeSpan GapAfter(int attempt, double chance)
    {
        var seconds = BaseSeconds == 0 ? 0 : Math.Min(BaseSeconds * Math.Pow(Factor, attempt - 1), CapSeconds); // 0 × ∞ is no number
        return TimeSpan.FromSeconds(seconds * (1 + ((chance * 2 - 1) * JitterPercent / 100)));
    }
}
