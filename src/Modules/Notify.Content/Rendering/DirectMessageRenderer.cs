using Notify.Channels.Sdk;
using Notify.Content.Contracts;
using Notify.Primitives;

namespace Notify.Content.Rendering;

/// <summary>Renders ready-made content: what the caller wrote is what the recipient gets.</summary>
internal sealed class DirectMessageRenderer : IMessageRenderer
{
    private const int MaxBodyLength = 256 * 1024; // UTF-16 code units; four of them make the largest request body
    private const int MaxSubjectLength = 998; // RFC 5322 section 2.1.1

    public IReadOnlyList<FieldError> Check(MessageContent content, ChannelManifest channel)
    {
        var errors = new List<FieldError>();
        CheckSubject(content.Subject, channel, errors);
        CheckBody("/body", content.Body, channel, errors);
        if (content.Html is { } html)
        {
            if (channel.Family != MessageFamily.Email)
            {
                errors.Add(new("/html", $"Channel '{channel.Channel}' carries plain text; leave html out."));
            }

            CheckBody("/html", html, channel, errors);
        }

        ChannelOverrides.Read(content.OverridesJson, channel.Channel, channel.Family, errors);
        return errors;
    }

    public string? FindIntegration(MessageContent content, string channel) => ChannelOverrides.FindIntegration(content.OverridesJson, channel);

    public ChannelMessage Render(MessageContent content, MessageFamily family, MessageEnvelope envelope)
    {
        var overrides = ChannelOverrides.Read(content.OverridesJson, envelope.Channel, family, []); // checked when it was accepted
        return family switch
        {
            MessageFamily.Email => new EmailMessage
            {
                DeliveryId = envelope.DeliveryId.ToString(),
                Attempt = envelope.Attempt,
                Address = envelope.Address,
                Deadline = envelope.Deadline,
                Priority = PriorityOf(envelope),
                Overrides = overrides.Whole,
                TraceParent = envelope.TraceParent,
                From = overrides.From ?? envelope.Sender?.From,
                Credentials = envelope.Sender?.Credentials,
                ToName = overrides.ToName,
                ReplyTo = overrides.ReplyTo,
                Headers = overrides.Headers,
                UnsubscribeUri = overrides.UnsubscribeUri,
                Attachments = overrides.Attachments,
                Subject = content.Subject ?? "",
                Text = content.Body,
                Html = content.Html,
            },
            MessageFamily.Sms => new SmsMessage
            {
                DeliveryId = envelope.DeliveryId.ToString(),
                Attempt = envelope.Attempt,
                Address = envelope.Address,
                Deadline = envelope.Deadline,
                Priority = PriorityOf(envelope),
                Overrides = overrides.Whole,
                TraceParent = envelope.TraceParent,
                From = overrides.SmsFrom,
                Text = content.Body,
            },
            MessageFamily.Push => new PushMessage
            {
                DeliveryId = envelope.DeliveryId.ToString(),
                Attempt = envelope.Attempt,
                Address = envelope.Address,
                Deadline = envelope.Deadline,
                Priority = PriorityOf(envelope),
                Overrides = overrides.Whole,
                TraceParent = envelope.TraceParent,
                Title = content.Subject,
                Body = content.Body,
                Data = overrides.Data,
                Badge = overrides.Badge,
                Sound = overrides.Sound,
                Image = overrides.Image,
                TimeToLive = overrides.TimeToLive,
                CollapseKey = overrides.CollapseKey,
            },
            MessageFamily.Webhook => new WebhookMessage
            {
                DeliveryId = envelope.DeliveryId.ToString(),
                Attempt = envelope.Attempt,
                Address = envelope.Address,
                Deadline = envelope.Deadline,
                Priority = PriorityOf(envelope),
                Overrides = overrides.Whole,
                TraceParent = envelope.TraceParent,
                OccurredAt = envelope.AcceptedAt,
                Payload = WebhookPayload.Write(content, envelope),
            },
            _ => new ChatMessage
            {
                DeliveryId = envelope.DeliveryId.ToString(),
                Attempt = envelope.Attempt,
                Address = envelope.Address,
                Deadline = envelope.Deadline,
                Priority = PriorityOf(envelope),
                Overrides = overrides.Whole,
                TraceParent = envelope.TraceParent,
                Subject = content.Subject,
                Text = content.Body,
            },
        };
    }

    private static MessagePriority PriorityOf(MessageEnvelope envelope) => envelope.Priority switch
    {
        Priority.Low => MessagePriority.Low,
        Priority.High => MessagePriority.High,
        Priority.Critical => MessagePriority.Critical,
        _ => MessagePriority.Normal,
    };

    private static void CheckSubject(string? subject, ChannelManifest channel, List<FieldError> errors)
    {
        if (channel.Subject == SubjectRule.Required && string.IsNullOrWhiteSpace(subject))
        {
            errors.Add(new("/subject", $"Channel '{channel.Channel}' needs a subject."));
        }
        else if (subject is not null && channel.Subject != SubjectRule.Ignored)
        {
            if (subject.Length > MaxSubjectLength)
            {
                errors.Add(new("/subject", $"The subject has {subject.Length} characters; at most {MaxSubjectLength} are allowed."));
            }

            if (subject.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                errors.Add(new("/subject", "The subject must be a single line."));
            }
        }
    }

    private static void CheckBody(string path, string body, ChannelManifest channel, List<FieldError> errors)
    {
        var limit = Math.Min(MaxBodyLength, channel.MaxBodyLength ?? MaxBodyLength);
        if (string.IsNullOrEmpty(body))
        {
            errors.Add(new(path, "The text must not be empty."));
        }
        else if (body.Length > limit)
        {
            errors.Add(new(path, $"The text has {body.Length} characters; channel '{channel.Channel}' carries at most {limit}."));
        }
        else if (body.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add(new(path, "The text must not contain NUL characters."));
        }
    }
}
