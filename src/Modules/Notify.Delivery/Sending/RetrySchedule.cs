using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;

namespace Notify.Delivery.Sending;

/// <summary>Decides what follows from an attempt. A pure function: everything it depends on is passed in.</summary>
internal static class RetrySchedule
{
    /// <summary>The code of a message that nobody can say was sent or not, and whose policy is not to risk a second one.</summary>
    public const string AmbiguousCode = "AMBIGUOUS";

    /// <summary>The code of a message whose deadline passed.</summary>
    public const string DeadlineCode = "DEADLINE_EXCEEDED";

    /// <summary>No provider puts a message off for longer: it would outlive its sense, and retention.</summary>
    internal static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    private static readonly TimeSpan ShortHold = TimeSpan.FromSeconds(1); // when the plugin does not say how long

    /// <param name="outcome">What the provider, or the guard around it, answered.</param>
    /// <param name="circumstances">All else that counts.</param>
    public static Verdict Next(SendOutcome outcome, Circumstances circumstances) => outcome switch
    {
        SendOutcome.Accepted accepted => new()
        {
            Status = circumstances.AcceptanceIsDelivery ? DeliveryStatus.Delivered : DeliveryStatus.Sent,
            Outcome = AttemptOutcome.Accepted,
            ProviderMessageId = ProviderText.Clean(accepted.ProviderMessageId),
            Segments = accepted.Segments,
            IsSimulated = accepted.IsSimulated,
        },
        SendOutcome.Rejected rejected => Final(DeliveryStatus.PermanentFailure, AttemptOutcome.Permanent, rejected.Code, rejected.Reason),
        SendOutcome.EndpointGone gone => Final(DeliveryStatus.PermanentFailure, AttemptOutcome.InvalidRecipient, gone.Code, gone.Reason),
        SendOutcome.Throttled { IsHeldBack: true } held => Back(held, circumstances),
        SendOutcome.Throttled throttled => Again(AttemptOutcome.Throttled, throttled.Code, reason: null, throttled.RetryAfter, circumstances),
        SendOutcome.Transient transient => Again(AttemptOutcome.Transient, transient.Code, transient.Reason, transient.RetryAfter, circumstances),
        SendOutcome.Misconfigured misconfigured => Elsewhere(misconfigured, circumstances),
        SendOutcome.Ambiguous ambiguous when circumstances.OnAmbiguous == AmbiguityPolicy.Hold =>
            Final(DeliveryStatus.TechnicalFailure, AttemptOutcome.Ambiguous, AmbiguousCode, $"{ambiguous.Code}: {ambiguous.Reason}"),
        SendOutcome.Ambiguous ambiguous => Again(AttemptOutcome.Ambiguous, ambiguous.Code, ambiguous.Reason, retryAfter: null, circumstances),
        _ => throw new InvalidOperationException($"The outcome '{outcome.GetType().Name}' is not one of the SDK's."),
    };

    /// <summary>What follows when a dispatcher died with a message in its hands.</summary>
    public static Verdict NextAfterLostLease(Circumstances circumstances)
    {
        const string code = "lease-expired";
        const string reason = "The dispatcher stopped before it could record what the provider answered.";
        if (circumstances.OnAmbiguous == AmbiguityPolicy.Hold)
        {
            return Final(DeliveryStatus.TechnicalFailure, AttemptOutcome.Ambiguous, AmbiguousCode, reason);
        }

        return circumstances.Attempt >= circumstances.LastAttempt || circumstances.Now >= circumstances.Deadline
            ? Again(AttemptOutcome.Ambiguous, code, reason, retryAfter: null, circumstances)
            : new() { Status = DeliveryStatus.Queued, Outcome = AttemptOutcome.Ambiguous, Code = code, Reason = reason };
    }

    /// <summary>What follows when the deadline passed before the provider was called.</summary>
    public static Verdict TooLate() =>
        Final(DeliveryStatus.TemporaryFailure, AttemptOutcome.Permanent, DeadlineCode, "The deadline passed before the message could be sent.");

    /// <summary>The provider was not called: when its turn comes it is tried as if this had not been.</summary>
    private static Verdict Back(SendOutcome.Throttled held, Circumstances circumstances)
    {
        var retryAt = circumstances.Now + (held.RetryAfter is { } wait && wait < LongestRetryAfter ? wait : held.RetryAfter is null ? ShortHold : LongestRetryAfter);
        return retryAt >= circumstances.Deadline
            ? Final(DeliveryStatus.TemporaryFailure, AttemptOutcome.Throttled, held.Code, "The deadline comes before its turn.")
            : new()
            {
                Status = DeliveryStatus.RetryWait,
                Outcome = AttemptOutcome.Throttled,
                Code = ProviderText.Clean(held.Code),
                RetryAt = retryAt,
                IsHeldBack = true,
                AttemptLimit = circumstances.LastAttempt + 1,
            };
    }

    private static Verdict Elsewhere(SendOutcome.Misconfigured misconfigured, Circumstances circumstances) =>
        circumstances.HasAnotherIntegration && circumstances.Attempt < circumstances.LastAttempt
            ? new() { Status = DeliveryStatus.Queued, Outcome = AttemptOutcome.Misconfigured, Code = ProviderText.Clean(misconfigured.Code), Reason = ProviderText.Clean(misconfigured.Reason) }
            : Again(AttemptOutcome.Misconfigured, misconfigured.Code, misconfigured.Reason, retryAfter: null, circumstances);

    private static Verdict Again(AttemptOutcome outcome, string code, string? reason, TimeSpan? retryAfter, Circumstances circumstances)
    {
        if (circumstances.Attempt >= circumstances.LastAttempt)
        {
            return Final(DeliveryStatus.TechnicalFailure, outcome, code, reason);
        }

        var gap = circumstances.Preset.GapAfter(circumstances.Attempt, circumstances.Chance);
        var asked = retryAfter < LongestRetryAfter ? retryAfter.Value : retryAfter is null ? TimeSpan.Zero : LongestRetryAfter;
        var retryAt = circumstances.Now + (asked > gap ? asked : gap);
        return retryAt >= circumstances.Deadline
            ? Final(DeliveryStatus.TemporaryFailure, outcome, code, reason is null ? "The deadline comes before the next attempt." : $"{reason} The deadline comes before the next attempt.")
            : new() { Status = DeliveryStatus.RetryWait, Outcome = outcome, Code = ProviderText.Clean(code), Reason = ProviderText.Clean(reason), RetryAt = retryAt };
    }

    private static Verdict Final(DeliveryStatus status, AttemptOutcome outcome, string code, string? reason) =>
        new() { Status = status, Outcome = outcome, Code = ProviderText.Clean(code), Reason = ProviderText.Clean(reason) };

    /// <summary>What a verdict depends on beside the outcome.</summary>
    internal sealed record Circumstances
    {
        public required int Attempt { get; init; }

        /// <summary>The limit that a person's retry set; otherwise the preset's holds.</summary>
        public required int? AttemptLimit { get; init; }

        public required RetryPreset Preset { get; init; }

        public required AmbiguityPolicy OnAmbiguous { get; init; }

        public required bool HasAnotherIntegration { get; init; }

        public required bool AcceptanceIsDelivery { get; init; }

        public required DateTimeOffset? Deadline { get; init; }

        public required DateTimeOffset Now { get; init; }

        /// <summary>A random number from 0 up to 1.</summary>
        public required double Chance { get; init; }

        public int LastAttempt => AttemptLimit ?? Preset.MaxAttempts;
    }
}
