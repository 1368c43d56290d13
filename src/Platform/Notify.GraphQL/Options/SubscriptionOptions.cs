namespace Notify.GraphQL;

/// <summary>What is kept for subscribers who are slower than their events.</summary>
public sealed class SubscriptionOptions
{
    /// <summary>
    /// Gets or sets how many events or responses wait for one subscriber. One more, and the subscription ends with
    /// <see cref="ErrorCodes.SubscriptionOverflow"/>; a replaying one reads again from its source instead. Default 256, at least 1.
    /// </summary>
    public int BufferedEvents { get; set; } = 256;
}
