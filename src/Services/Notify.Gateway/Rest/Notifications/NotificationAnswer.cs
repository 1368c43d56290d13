using System.Text.Json;
using System.Text.Json.Serialization;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>Where a notification stands.</summary>
internal sealed record NotificationAnswer
{
    /// <summary>Gets its id.</summary>
    public required string NotificationId { get; init; }

    /// <summary>Gets queued, sending, delivered or failed.</summary>
    public required string Status { get; init; }

    /// <summary>Gets its channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets when it was accepted.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Gets when it was delivered; null before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Gets how often a provider was called.</summary>
    public required int Attempts { get; init; }

    /// <summary>Gets when it failed; absent when it did not.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Gets why it failed or waits, as a stable code; absent otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets whether providers were left out; absent when they were not.</summary>
    public bool? Simulated { get; init; }

    /// <summary>Gets the caller's own data; absent when none was given.</summary>
    public JsonElement? Metadata { get; init; }

    public static NotificationAnswer Of(NotificationView view) => new()
    {
        NotificationId = view.Id.ToString(),
        Status = StatusNames.Of(view),
        Channel = view.Channel,
        QueuedAt = view.QueuedAt,
        DeliveredAt = view.DeliveredAt,
        Attempts = view.Attempts,
        FailedAt = view.FailedAt,
        Reason = view.DeliveredAt is null ? view.Reason : null,
        Simulated = view.Simulated ? true : null,
        Metadata = view.MetadataJson is null ? null : JsonElement.Parse(view.MetadataJson),
    };
}
