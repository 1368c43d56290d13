using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>A send above the rate limit, accepted for later: a problem (RFC 9457) with the id by which it can be followed. Do not send it again.</summary>
internal sealed record RateLimitedAnswer
{
    /// <summary>Gets the problem's type.</summary>
    public string Type { get; } = "urn:notify:problem:" + ErrorCode.RateLimitExceeded.Text;

    /// <summary>Gets the problem's summary.</summary>
    public string Title { get; } = ErrorCode.RateLimitExceeded.Title;

    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; } = ErrorCode.RateLimitExceeded.Status;

    /// <summary>Gets what happened and what comes next.</summary>
    public required string Detail { get; init; }

    /// <summary>Gets the stable code.</summary>
    public string Code { get; } = ErrorCode.RateLimitExceeded.Text;

    /// <summary>Gets the id of the accepted notification; absent for a batch.</summary>
    public string? NotificationId { get; init; }

    /// <summary>Gets the channel; absent for a batch.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the id of the accepted job; absent for a single send.</summary>
    public string? JobId { get; init; }

    /// <summary>Gets the number of recipients; absent for a single send.</summary>
    public int? Total { get; init; }

    /// <summary>Gets one id per recipient of a small batch.</summary>
    public IReadOnlyList<string?>? NotificationIds { get; init; }

    /// <summary>Gets when it was accepted; absent for a batch.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>Gets when it leaves.</summary>
    public required DateTimeOffset DelayedUntil { get; init; }

    public static RateLimitedAnswer Of(Acceptance accepted, DateTimeOffset until) => new()
    {
        Detail = Explain(until),
        NotificationId = accepted.NotificationId.ToString(),
        Channel = accepted.Channel,
        QueuedAt = accepted.QueuedAt,
        DelayedUntil = until,
    };

    public static RateLimitedAnswer Of(BatchAcceptance accepted, DateTimeOffset until) => new()
    {
        Detail = Explain(until),
        JobId = accepted.JobId.ToString(),
        Total = accepted.Total,
        NotificationIds = accepted.NotificationIds?.Select(static id => id?.ToString()).ToList(),
        DelayedUntil = until,
    };

    private static string Explain(DateTimeOffset until) =>
        $"The rate limit is reached. The request was accepted and leaves at {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}; do not send it again.";
}
