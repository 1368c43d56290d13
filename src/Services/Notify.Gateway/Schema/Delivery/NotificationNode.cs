using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>One trigger for one recipient: what was asked for, where it stands, and what was done.</summary>
[Node]
[Authorize]
[GraphQLName("Notification")]
internal sealed record NotificationNode
{
    /// <summary>Gets the global id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Gets the id as the REST door and the events write it.</summary>
    public Guid NotificationId => Id;

    /// <summary>Gets the recipient: the subscriber's id, as callers chose it.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel, such as email.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the urgency.</summary>
    public required Priority Priority { get; init; }

    /// <summary>Gets where it stands. It only moves forward, unless it is retried.</summary>
    public required NotificationStatus Status { get; init; }

    /// <summary>Gets whether a provider is being called right now.</summary>
    public required bool IsSending { get; init; }

    /// <summary>Gets when it was accepted.</summary>
    public required DateTimeOffset QueuedAt { get; init; }

    /// <summary>Gets when it was delivered, or accepted by the provider.</summary>
    public DateTimeOffset? DeliveredAt { get; init; }

    /// <summary>Gets when it failed.</summary>
    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Gets why it failed, was skipped or waits: a stable code.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets how often a provider was called.</summary>
    public required int AttemptCount { get; init; }

    /// <summary>Gets whether providers were left out, because a TEST key sent it.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Gets the caller's own data, which recipients never see.</summary>
    public JsonElement? Metadata { get; init; }

    [GraphQLIgnore]
    public static NotificationNode Of(NotificationView view) => new()
    {
        Id = view.Id.Value,
        UserId = view.UserId,
        Channel = view.Channel,
        Priority = view.Priority,
        Status = view.Status,
        IsSending = view.IsSending,
        QueuedAt = view.QueuedAt,
        DeliveredAt = view.DeliveredAt,
        FailedAt = view.FailedAt,
        Reason = view.Reason,
        AttemptCount = view.Attempts,
        Simulated = view.Simulated,
        Metadata = view.MetadataJson is { } json ? JsonElement.Parse(json) : null,
    };
}
