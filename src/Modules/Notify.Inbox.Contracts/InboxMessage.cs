using Notify.Primitives;

namespace Notify.Inbox.Contracts;

/// <summary>A message in a person's inbox.</summary>
public sealed record InboxMessage
{
    /// <summary>Gets the id: that of the delivery that brought it.</summary>
    public required DeliveryId Id { get; init; }

    /// <summary>Gets the title; <see langword="null"/> when there is none.</summary>
    public string? Title { get; init; }

    /// <summary>Gets the text.</summary>
    public required string Body { get; init; }

    /// <summary>Gets what the caller said for the channel, as a JSON object; <see langword="null"/> when nothing.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>Gets whether the person has read it.</summary>
    public bool Read { get; init; }

    /// <summary>Gets when it arrived.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
