using System.Text.Json;
using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One message for one recipient.</summary>
internal sealed record SendBody
{
    /// <summary>Gets the recipient: a subscriber's id. Required.</summary>
    public string? UserId { get; init; }

    /// <summary>Gets the channel, such as email or webhook. Required.</summary>
    public string? Channel { get; init; }

    /// <summary>Gets the subject; required for e-mail, ignored for sms.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the text. Required, unless templateId is given.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the HTML alternative, for e-mail.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the sender of e-mails; the environment's default unless given.</summary>
    public string? SenderId { get; init; }

    /// <summary>Gets data of the caller's own, kept with the record and never sent to the recipient.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets what is said beyond these fields, one object per channel: push data, a badge, a chosen integration, and whatever the plugin documents.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Gets low, normal (default), high or critical.</summary>
    public string? Priority { get; init; }

    /// <summary>Gets the template to render instead of body.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Gets the template's variables.</summary>
    public JsonElement? Variables { get; init; }

    /// <summary>Gets when to send it, at most 30 days ahead; now by default.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>Gets when it is no longer worth sending; never by default.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <exception cref="NotifyException">Fields are missing or contradict each other; all such are named.</exception>
    public SendRequest ToRequest(string? traceParent)
    {
        var errors = new List<FieldError>();
        BodyRules.Require(UserId, "/userId", errors);
        if (TemplateId is null || Channel is not null)
        {
            BodyRules.Require(Channel, "/channel", errors);
        }

        BodyRules.RequireOneContent(Body, TemplateId, Variables, errors);
        var priority = BodyRules.ReadPriority(Priority, errors);
        var metadata = BodyRules.ReadMetadata(Metadata, errors);
        var overrides = BodyRules.ReadOverrides(Overrides, errors);
        BodyRules.ThrowIfAny(errors);
        BodyRules.RefuseTemplate(TemplateId);
        return new()
        {
            UserId = UserId!, // required above
            Channel = Channel!, // required above
            Content = new MessageContent { Subject = Subject, Body = Body!, Html = Html, MetadataJson = metadata, OverridesJson = overrides, SenderId = SenderId }, // required above
            Priority = priority,
            SendAt = SendAt,
            Deadline = Deadline,
            TraceParent = traceParent,
        };
    }
}
