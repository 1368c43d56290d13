using System.Text.Json;
using Notify.Gateway.Rest.Notifications;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Delivery;

/// <summary>One message for one recipient.</summary>
internal sealed record SendNotificationInput
{
    /// <summary>Gets the recipient: a subscriber's id.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel, such as email or webhook.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the subject; required for e-mail, ignored for sms.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the text; required, unless templateId is given.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the HTML alternative, for e-mail.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the sender of e-mails, by its identifier; the environment's default unless given.</summary>
    public string? SenderId { get; init; }

    /// <summary>Gets data of the caller's own, an object of at most 32 KiB, kept with the record and never sent to the recipient.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets what is said beyond these fields, one object per channel: push data, a badge, a chosen integration, and whatever the plugin documents.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Gets the urgency.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Gets the template to render instead of body.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Gets the template's variables.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Gets when to send it, at most 30 days ahead; now by default.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Gets when it is no longer worth sending; never by default.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }

    internal SendBody ToBody() => new()
    {
        UserId = UserId,
        Channel = Channel,
        Subject = Subject,
        Body = Body,
        Html = Html,
        SenderId = SenderId,
        Metadata = Metadata,
        Overrides = Overrides,
        Priority = SendInputs.Word(Priority),
        TemplateId = TemplateId,
        Variables = Variables,
        SendAt = SendAt,
        Deadline = Deadline,
    };
}

/// <summary>One message for many recipients, all or nothing.</summary>
internal sealed record SendBatchInput
{
    /// <summary>Gets the recipients, each with a channel of their own; at most 500.</summary>
    public required IReadOnlyList<BatchRecipientInput> Recipients { get; init; }

    /// <summary>Gets the subject; required when any recipient gets e-mail.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the text; required, unless templateId is given.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the HTML alternative, when all recipients get e-mail.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the sender of e-mails, by its identifier; the environment's default unless given.</summary>
    public string? SenderId { get; init; }

    /// <summary>Gets data of the caller's own, kept with the records and never sent to the recipients.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets what is said beyond these fields, one object per channel: push data, a badge, a chosen integration, and whatever the plugin documents.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Gets the urgency.</summary>
    public Priority Priority { get; init; } = Priority.Normal;

    /// <summary>Gets the template to render instead of body.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Gets the template's variables.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }

    internal BatchBody ToBody() => new()
    {
        Recipients = [.. Recipients.Select(static recipient => new BatchRecipientBody(recipient.UserId, recipient.Channel))],
        Subject = Subject,
        Body = Body,
        Html = Html,
        SenderId = SenderId,
        Metadata = Metadata,
        Overrides = Overrides,
        Priority = SendInputs.Word(Priority),
        TemplateId = TemplateId,
        Variables = Variables,
    };
}

/// <summary>One recipient of a batch.</summary>
internal sealed record BatchRecipientInput
{
    /// <summary>Gets the recipient: a subscriber's id.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the channel for this recipient.</summary>
    public required string Channel { get; init; }
}

internal static class SendInputs
{
    /// <summary>Answers the word that the REST door uses.</summary>
    public static string Word(Priority priority) => priority.ToString().ToLowerInvariant();
}
