using System.Text.Json;

namespace Notify.Channels.Sdk;

/// <summary>One message to one address. The host makes them; a provider reads them.</summary>
public abstract record ChannelMessage
{
    /// <summary>
    /// Gets the delivery's id: the same over all attempts of this message. Use it as the provider's idempotency token and
    /// as the reference that receipts carry back.
    /// </summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets the number of this attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Gets the address: an e-mail address, an E.164 number, a device token, a URL, … whatever the channel uses.</summary>
    public required string Address
    {
        get;
        init => field = string.IsNullOrWhiteSpace(value)
            ? throw new ArgumentException("A channel message needs a recipient address.", nameof(value)) : value;
    }

    /// <summary>Gets the time after which the message is of no use to its recipient, in UTC; <see langword="null"/> means never.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Gets how urgent it is. The default is <see cref="MessagePriority.Normal"/>.</summary>
    public MessagePriority Priority { get; init; }

    /// <summary>
    /// Gets what the caller said for this channel beyond the common fields, as a JSON object; <see langword="null"/> when nothing. Untouched by the
    /// host: a plugin documents the members it knows, ignores the others, and answers <see cref="SendOutcome.Rejected"/> to values it cannot use.
    /// </summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Gets the W3C Trace Context <c>traceparent</c> of this attempt, to hand on to a provider; <see langword="null"/> when not traced.</summary>
    public string? TraceParent { get; init; }
}
