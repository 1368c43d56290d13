using Notify.Delivery.Contracts;

namespace Notify.Delivery.Receipts;

/// <summary>What follows from a receipt.</summary>
internal sealed record ReceiptDecision
{
    /// <summary>What came of it; <see langword="null"/> while it waits.</summary>
    public ReceiptResult? Result { get; init; }

    /// <summary>When to look again; set exactly when it waits.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The delivery's new status; <see langword="null"/> leaves it.</summary>
    public DeliveryStatus? Status { get; init; }

    /// <summary>Why the address must not be used any more; <see langword="null"/> when it may.</summary>
    public string? Suppress { get; init; }
}
