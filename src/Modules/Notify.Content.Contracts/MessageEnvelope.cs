using Notify.Primitives;

namespace Notify.Content.Contracts;

/// <summary>Everything about one attempt of a message but its content.</summary>
public sealed record MessageEnvelope
{
    /// <summary>Gets the delivery: the same over all attempts.</summary>
    public required DeliveryId DeliveryId { get; init; }

    /// <summary>Gets the notification it carries.</summary>
    public required NotificationId NotificationId { get; init; }

    /// <summary>Gets the attempt's number, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets the recipient, by the id that callers use.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the urgency.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Gets when the notification was accepted.</summary>
    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>Gets when the message is of no use any more; <see langword="null"/> means never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Gets in whose name an e-mail leaves; <see langword="null"/> means the integration's own.</summary>
    public SenderAccount? Sender { get; init; }

    /// <summary>Gets the W3C trace context of the attempt.</summary>
    public string? TraceParent { get; init; }
}
