using System.Text.Json;

namespace Notify.ProviderFakes.Slack;

/// <summary>A message that was posted.</summary>
/// <param name="Channel">The conversation, or the webhook's URL.</param>
/// <param name="Message">The message's JSON.</param>
/// <param name="Timestamp">Slack's id of it.</param>
/// <param name="IdempotencyKey">The header <c>Idempotency-Key</c>; <see langword="null"/> when there is none.</param>
public sealed record SlackPost(string Channel, JsonElement Message, string Timestamp, string? IdempotencyKey);
