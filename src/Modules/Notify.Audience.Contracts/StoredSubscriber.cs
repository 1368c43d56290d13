namespace Notify.Audience.Contracts;

/// <summary>The answer to storing a subscriber.</summary>
public sealed record StoredSubscriber
{
    /// <summary>Gets the subscriber as stored.</summary>
    public required Subscriber Subscriber { get; init; }

    /// <summary>Gets a value indicating whether there was none of that id before.</summary>
    public required bool IsNew { get; init; }
}
