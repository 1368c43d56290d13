namespace Notify.Channels.Sdk;

/// <summary>A provider took a message. Carries no address and no content.</summary>
public sealed record SentNotice
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

    /// <summary>Gets the integration's identifier; <see langword="null"/> when the send was simulated.</summary>
    public string? Integration { get; init; }

    /// <summary>Gets the provider's id of the message; <see langword="null"/> when it gave none.</summary>
    public string? ProviderMessageId { get; init; }
}
