using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Something that happened to a notification or a job, as told to those who follow it. It carries no address and no content.</summary>
public sealed record StatusEvent
{
    /// <summary>Gets the place in the order of all events of the installation; greater is later. Positions have gaps.</summary>
    public required long Position { get; init; }

    /// <summary>Gets the event's id; the same whenever it is told again.</summary>
    public required Guid EventId { get; init; }

    /// <summary>Gets what happened, such as <c>notify.notification.sent</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Gets the environment it happened in.</summary>
    public required EnvironmentId EnvironmentId { get; init; }

    /// <summary>Gets the notification; <see langword="null"/> for an event of a whole job.</summary>
    public NotificationId? NotificationId { get; init; }

    /// <summary>Gets the job it belongs to, if any.</summary>
    public JobId? JobId { get; init; }

    /// <summary>Gets when it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>Gets the state that it led to; <see langword="null"/> for an event of a whole job.</summary>
    public NotificationStatus? Status { get; init; }

    /// <summary>Gets the recipient, by the id that callers use.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the channel.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the short name of the integration that was used.</summary>
    public string? Integration { get; init; }

    /// <summary>Gets the number of the attempt it tells of, from 1.</summary>
    public int? Attempt { get; init; }

    /// <summary>Gets the stable code of a failure.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason of a failure or skip for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets when the next attempt is due.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }
}
