namespace Notify.ProviderFakes.Twilio;

/// <summary>A message that Twilio took.</summary>
/// <param name="Sid">Its SID.</param>
/// <param name="Fields">The form's fields but the media.</param>
/// <param name="MediaUrls">The media.</param>
/// <param name="IdempotencyKey">The header <c>Idempotency-Key</c>; <see langword="null"/> when there is none.</param>
public sealed record SentText(string Sid, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> MediaUrls, string? IdempotencyKey);
