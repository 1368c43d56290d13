using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm.Tokens;

/// <summary>An access token, or why there is none: exactly one of the two.</summary>
internal sealed record AccessGrant
{
    /// <summary>Gets the header field's value, written once for all sends.</summary>
    public string? Authorization { get; init; }

    public SendOutcome? Refusal { get; init; }

    /// <summary>Gets when a new one should be fetched, while this one still works.</summary>
    public DateTimeOffset RefreshAt { get; init; }

    public DateTimeOffset ExpiresAt { get; init; }
}
