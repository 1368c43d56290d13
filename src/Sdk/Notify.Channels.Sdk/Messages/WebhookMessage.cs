namespace Notify.Channels.Sdk;

/// <summary>A call to a recipient's own HTTP endpoint. <see cref="ChannelMessage.Address"/> is its absolute URL.</summary>
public sealed record WebhookMessage : ChannelMessage
{
    /// <summary>Gets the JSON body to post, UTF-8. Identical over all attempts.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>Gets when the notification was accepted: the same over all attempts, unlike the time stamp that a signature covers.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
