namespace Notify.Channels.Apns;

/// <summary>A signed provider token, ready for the <c>authorization</c> field.</summary>
internal sealed record ProviderToken(string Authorization, DateTimeOffset IssuedAt);
