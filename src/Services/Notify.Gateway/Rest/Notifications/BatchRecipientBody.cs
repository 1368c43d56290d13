namespace Notify.Gateway.Rest.Notifications;

/// <summary>One recipient of a batch.</summary>
/// <param name="UserId">A subscriber's id. Required.</param>
/// <param name="Channel">The channel for this recipient. Required.</param>
internal sealed record BatchRecipientBody(string? UserId, string? Channel);
