namespace Notify.Channels.Sdk;

/// <summary>An attempt to send failed. Carries no address and no content.</summary>
public sealed record AttemptFailedNotice
{
    /// <summary>Gets the environment whose message it was.</summary>
    public required string EnvironmentId { get; init; }

    /// <summary>Gets the channel, such as <c>email</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the recipient, by the id that the caller chose.</summary>
    public required string RecipientId { get; init; }

    /// <summary>Gets the notification.</summary>
    public required string NotificationId { get; init; }

    /// <summary>Gets the delivery.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets the number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets whether another attempt follows.</summary>
    public required bool WillRetry { get; init; }

    /// <summary>Gets the stable code; <see langword="null"/> when there is none.</summary>
    public string? Code { get; init; }

    /// <summary>Gets the reason for a person; <see langword="null"/> when the code says all.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets the integration's identifier; <see langword="null"/> when there was none to use.</summary>
    public string? Integration { get; init; }
}
