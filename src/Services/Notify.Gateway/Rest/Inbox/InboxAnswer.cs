using System.Text.Json;
using Notify.Inbox.Contracts;

namespace Notify.Gateway.Rest.Inbox;

/// <summary>A page of an inbox.</summary>
/// <param name="Data">The messages, newest first.</param>
/// <param name="NextCursor">What to pass as after for the next page; absent on the last one.</param>
/// <param name="Unread">How many messages of the whole inbox were not read.</param>
internal sealed record InboxAnswer(IReadOnlyList<InboxMessageAnswer> Data, string? NextCursor, long Unread);

/// <summary>A message.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">The title; absent when there is none.</param>
/// <param name="Body">The text.</param>
/// <param name="Metadata">What the caller said for the channel; absent when nothing.</param>
/// <param name="Read">Whether it was read.</param>
/// <param name="CreatedAt">When it arrived.</param>
internal sealed record InboxMessageAnswer(string Id, string? Title, string Body, JsonElement? Metadata, bool Read, DateTimeOffset CreatedAt)
{
    public static InboxMessageAnswer Of(InboxMessage message) => new(
        message.Id.ToString(), message.Title, message.Body, message.MetadataJson is { } json ? JsonElement.Parse(json) : null, message.Read, message.CreatedAt);
}
