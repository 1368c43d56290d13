using System.Text.Json;
using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>One message for many recipients.</summary>
internal sealed record BatchBody
{
    /// <summary>Gets the recipients, each with a channel of their own. Required, at most 500.</summary>
    public IReadOnlyList<BatchRecipientBody?>? Recipients { get; init; }

    /// <summary>Gets the subject; required when any recipient gets e-mail.</summary>
    public string? Subject { get; init; }

    /// <summary>Gets the text. Required, unless templateId is given.</summary>
    public string? Body { get; init; }

    /// <summary>Gets the HTML alternative, when all recipients get e-mail.</summary>
    public string? Html { get; init; }

    /// <summary>Gets the sender of e-mails; the environment's default unless given.</summary>
    public string? SenderId { get; init; }

    /// <summary>Gets data of the caller's own, kept with the records and never sent to the recipients.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets what is said beyond these fields, one object per channel: push data, a badge, a chosen integration, and whatever the plugin documents.</summary>
    public JsonElement? Overrides { get; init; }

    /// <summary>Gets low, normal (default), high or critical.</summary>
    public string? Priority { get; init; }

    /// <summary>Gets the template to render instead of body.</summary>
    public string? TemplateId { get; init; }

    /// <summary>Gets the template's variables.</summary>
    public JsonElement? Variables { get; init; }

    /// <exception cref="NotifyException">Fields are missing or contradict each other; all such are named.</exception>
    public BatchRequest ToRequest(string? traceParent)
    {
        var errors = new List<FieldError>();
        if (Recipients is null)
        {
            errors.Add(new("/recipients", "is required."));
        }

        for (var i = 0; i < Recipients?.Count; i++)
        {
            BodyRules.Require(Recipients[i]?.UserId, $"/recipients/{i}/userId", errors);
            BodyRules.Require(Recipients[i]?.Channel, $"/recipients/{i}/channel", errors);
        }

        BodyRules.RequireOneContent(Body, TemplateId, Variables, errors);
        var priority = BodyRules.ReadPriority(Priority, errors);
        var metadata = BodyRules.ReadMetadata(Metadata, errors);
        var overrides = BodyRules.ReadOverrides(Overrides, errors);
        BodyRules.ThrowIfAny(errors);
        BodyRules.RefuseTemplate(TemplateId);
        return new()
        {
            Recipients = [.. Recipients!.Select(static recipient => new BatchRecipient(recipient!.UserId!, recipient.Channel!))], // all required above
            Content = new MessageContent { Subject = Subject, Body = Body!, Html = Html, MetadataJson = metadata, OverridesJson = overrides, SenderId = SenderId }, // required above
            Priority = priority,
            TraceParent = traceParent,
        };
    }
}
