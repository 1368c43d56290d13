namespace Notify.Delivery.Contracts;

/// <summary>One recipient of a batch.</summary>
/// <param name="UserId">The recipient, by the id that callers use.</param>
/// <param name="Channel">The channel for this recipient.</param>
public readonly record struct BatchRecipient(string UserId, string Channel);
