using Notify.Delivery.Contracts;

namespace Notify.Delivery.Sending;

/// <summary>What follows from an attempt.</summary>
internal sealed record Verdict
{
    /// <summary>The delivery's new status.</summary>
    public required DeliveryStatus Status { get; init; }

    /// <summary>What is recorded of the attempt.</summary>
    public required AttemptOutcome Outcome { get; init; }

    /// <summary>The stable code of a failure.</summary>
    public string? Code { get; init; }

    /// <summary>The reason of a failure for a person.</summary>
    public string? Reason { get; init; }

    public string? ProviderMessageId { get; init; }

    /// <summary>Whether it is the failed end of a replay: the attempt is told, the delivery stays delivered.</summary>
    public bool EndsReplay { get; init; }

    /// <summary>Whether the plugin held the message back without calling its provider: nothing to tell anybody.</summary>
    public bool IsHeldBack { get; init; }

    /// <summary>The new limit of attempts; <see langword="null"/> leaves it.</summary>
    public int? AttemptLimit { get; init; }

    /// <summary>In how many parts it was sent, where that means something.</summary>
    public int? Segments { get; init; }

    /// <summary>Whether the provider only checked the message.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>When to try again; set exactly when the status is <see cref="DeliveryStatus.RetryWait"/>.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    public bool IsFailure => Status is DeliveryStatus.PermanentFailure or DeliveryStatus.TemporaryFailure or DeliveryStatus.TechnicalFailure;

    public bool IsSuccess => !EndsReplay && Status is DeliveryStatus.Sent or DeliveryStatus.Delivered;
}
