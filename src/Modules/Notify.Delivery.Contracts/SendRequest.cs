using Notify.Content.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>One message for one recipient on one channel.</summary>
public sealed record SendRequest
{
    /// <summary>Gets the recipient, by the id that callers use.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel, such as <c>email</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets what to say.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>Gets the urgency.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Gets when to send it; <see langword="null"/> means now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Gets when it is no longer worth sending; <see langword="null"/> means never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Gets the W3C trace context of the request, carried through to the provider.</summary>
    public string? TraceParent { get; init; }
}
