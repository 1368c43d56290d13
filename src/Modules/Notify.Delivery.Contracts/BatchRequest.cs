using Notify.Content.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>One message for many recipients, each on a channel of their own.</summary>
public sealed record BatchRequest
{
    /// <summary>Gets the recipients, in the caller's order. The same user may appear more than once.</summary>
    public required IReadOnlyList<BatchRecipient> Recipients { get; init; }

    /// <summary>Gets what to say.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>Gets the urgency.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Gets the W3C trace context of the request.</summary>
    public string? TraceParent { get; init; }
}
