namespace Notify.Gateway.Rest.Subscribers;

/// <summary>A page of suppressed addresses.</summary>
/// <param name="Data">The entries, by channel and address.</param>
/// <param name="NextCursor">What to pass as after for the next page; absent on the last one.</param>
internal sealed record SuppressionPage(IReadOnlyList<SuppressionAnswer> Data, string? NextCursor);

/// <summary>An address that is not used any more.</summary>
/// <param name="Channel">The channel's id.</param>
/// <param name="Address">The address; e-mail addresses in lower case.</param>
/// <param name="Reason">HARD_BOUNCE, COMPLAINT, UNSUBSCRIBED or MANUAL.</param>
/// <param name="Code">The provider's code; absent when there is none.</param>
/// <param name="Source">The integration that reported it, or api.</param>
/// <param name="CreatedAt">Since when.</param>
internal sealed record SuppressionAnswer(string Channel, string Address, string Reason, string? Code, string Source, DateTimeOffset CreatedAt);
