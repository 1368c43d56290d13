using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One call to a provider.</summary>
internal sealed record AttemptAnswer
{
    /// <summary>Gets the delivery; the reference that the provider saw.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets its number within the delivery, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets in_progress, accepted, permanent, invalid_recipient, throttled, transient, misconfigured or ambiguous.</summary>
    public required string Outcome { get; init; }

    /// <summary>Gets the integration; absent when there was none.</summary>
    public string? IntegrationId { get; init; }

    /// <summary>Gets when it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Gets when its outcome was known; absent while it is under way.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Gets the stable code of a failure.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason of a failure.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the provider's own id of the message.</summary>
    public string? ProviderMessageId { get; init; }

    public static AttemptAnswer Of(AttemptView view) => new()
    {
        DeliveryId = view.DeliveryId.ToString(),
        Attempt = view.Number,
        Outcome = NameOf(view.Outcome),
        IntegrationId = view.IntegrationId?.ToString(),
        StartedAt = view.StartedAt,
        FinishedAt = view.FinishedAt,
        Code = view.Code,
        Reason = view.Reason,
        ProviderMessageId = view.ProviderMessageId,
    };

    private static string NameOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.InProgress => "in_progress",
        AttemptOutcome.InvalidRecipient => "invalid_recipient",
        _ => outcome.ToString().ToLowerInvariant(),
    };
}
