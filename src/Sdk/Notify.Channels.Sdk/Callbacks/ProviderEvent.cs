namespace Notify.Channels.Sdk;

/// <summary>One fact that a provider reports. Facts may come late, twice, and out of order: the host sorts that out.</summary>
public sealed record ProviderEvent
{
    /// <summary>Gets what happened.</summary>
    public required ProviderEventKind Kind { get; init; }

    /// <summary>
    /// Gets what tells this fact from every other of the integration, of 1 to 200 characters: the provider's own id of the event, or, where it
    /// gives none, something made of the message's id and the kind. A second event with the same id is ignored.
    /// </summary>
    public required string EventId
    {
        get;
        init => field = value is { Length: >= 1 and <= 200 }
            ? value : throw new ArgumentException("A provider event needs an id of 1 to 200 characters that stays the same when it is told again.", nameof(value));
    }

    /// <summary>Gets <see cref="ChannelMessage.DeliveryId"/> as the provider carried it back; <see langword="null"/> when it did not.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>Gets the provider's id of the message, as in <see cref="SendOutcome.Accepted.ProviderMessageId"/>; <see langword="null"/> when not told.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>Gets the address that the event is about; <see langword="null"/> means the delivery's.</summary>
    public string? Address { get; init; }

    /// <summary>Gets when it happened, by the provider's clock, in UTC; <see langword="null"/> means when it was received.</summary>
    public DateTimeOffset? OccurredAt { get; init; }

    /// <summary>Gets the provider's code, short and stable, such as <c>5.1.1</c> or <c>30003</c>; <see langword="null"/> when it gives none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason for a person, without content; <see langword="null"/> when there is none.</summary>
    public string? Reason { get; init; }
}
