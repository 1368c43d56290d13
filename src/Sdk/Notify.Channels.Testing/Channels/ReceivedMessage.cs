namespace Notify.Channels.Testing;

/// <summary>One message that a backend accepted, as far as the contracts ask.</summary>
public sealed record ReceivedMessage
{
    /// <summary>Gets the delivery's id, wherever the backend finds it: in a token of its own, or in the text, which names it.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets the provider's idempotency token as it arrived; <see langword="null"/> where the provider knows none.</summary>
    public string? IdempotencyToken { get; init; }
}
