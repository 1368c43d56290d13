using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Writes the body of <c>POST /v3/mail/send</c>.</summary>
internal sealed class MailWriter(SendGridSettings settings)
{
    /// <summary>The custom argument that every event carries back.</summary>
    public const string DeliveryIdArgument = "notify_delivery_id";

    private const int RoomForTheRest = 1024; // the body without texts, attachments and recipients
    private const int RoomForRecipient = 256;
    private const long MostInUtf8 = 3; // bytes of a UTF-16 unit: the writer asks for as many before it writes a text

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by a JSON parser, never pasted into a page
        SkipValidation = true,
    };

    /// <summary>Writes one request for messages that differ in nothing but recipient, subject and header fields.</summary>
    /// <exception cref="MailFaultException">A message cannot be sent.</exception>
    public ReadOnlyMemory<byte> Write(ReadOnlySpan<EmailMessage> messages)
    {
        var common = messages[0];
        var overrides = MailOverrides.Of(common);
        var buffer = new ArrayBufferWriter<byte>(Estimate(common, messages.Length));
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        json.WriteStartArray("personalizations"u8);
        foreach (var message in messages)
            WriteRecipient(json, message);
        json.WriteEndArray();
        WriteAddress(json, "from", common.From?.Address ?? settings.FromEmail, common.From is { } from ? from.Name : settings.FromName);
        WriteReplyTo(json, common.ReplyTo);
        WriteContent(json, common);
        WriteAttachments(json, common.Attachments);
        WriteOptions(json, overrides);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteRecipient(Utf8JsonWriter json, EmailMessage message)
    {
        json.WriteStartObject();
        json.WriteStartArray("to"u8);
        json.WriteStartObject();
        json.WriteString("email"u8, MailHeaders.Line(message.Address, "The address"));
        WriteName(json, message.ToName, "The recipient's name");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("subject"u8, MailHeaders.Line(message.Subject, "The subject"));
        MailHeaders.Write(json, message);
        json.WriteStartObject("custom_args"u8);
        json.WriteString(DeliveryIdArgument, message.DeliveryId);
        json.WriteString("notify_attempt"u8, message.Attempt.ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, string? property, string address, string? name)
    {
        if (property is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(property);
        json.WriteString("email"u8, MailHeaders.Line(address, "An address"));
        WriteName(json, name, "A name");
        json.WriteEndObject();
    }

    /// <summary>SendGrid takes a comma or a semicolon in a name for the end of it unless the name is quoted.</summary>
    private static void WriteName(Utf8JsonWriter json, string? name, string what)
    {
        if (string.IsNullOrEmpty(name))
            return;

        MailHeaders.Line(name, what);
        json.WriteString("name"u8, name.AsSpan().IndexOfAny(',', ';') < 0 ? name : $"\"{name.Replace("\"", "", StringComparison.Ordinal)}\"");
    }

    private static void WriteReplyTo(Utf8JsonWriter json, IReadOnlyList<EmailAddress> replyTo)
    {
        if (replyTo.Count == 1)
        {
            WriteAddress(json, "reply_to", replyTo[0].Address, replyTo[0].Name);
        }
        else if (replyTo.Count > 1)
        {
            json.WriteStartArray("reply_to_list"u8);
            foreach (var address in replyTo)
                WriteAddress(json, null, address.Address, address.Name);
            json.WriteEndArray();
        }
    }

    /// <summary>The plain text comes first: RFC 1341 orders alternatives so, and SendGrid insists.</summary>
    private static void WriteContent(Utf8JsonWriter json, EmailMessage message)
    {
        if (string.IsNullOrEmpty(message.Text) && string.IsNullOrEmpty(message.Html))
            throw new MailFaultException("no-content", "The message has neither a text nor an HTML body. Give one.");

        json.WriteStartArray("content"u8);
        WriteBody(json, "text/plain"u8, message.Text);
        WriteBody(json, "text/html"u8, message.Html);
        json.WriteEndArray();
    }

    private static void WriteBody(Utf8JsonWriter json, ReadOnlySpan<byte> type, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;

        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteString("value"u8, value);
        json.WriteEndObject();
    }

    private static void WriteAttachments(Utf8JsonWriter json, IReadOnlyList<EmailAttachment> attachments)
    {
        if (attachments.Count == 0)
            return;

        json.WriteStartArray("attachments"u8);
        foreach (var attachment in attachments)
        {
            if (attachment.Content.IsEmpty || attachment.FileName.Length == 0)
                throw new MailFaultException("invalid-attachment", "SendGrid refuses attachments without content or without a file name.");

            json.WriteStartObject();
            json.WriteBase64String("content"u8, attachment.Content.Span);
            json.WriteString("filename"u8, MailHeaders.Line(attachment.FileName, "An attachment's file name"));
            json.WriteString("type"u8, MediaType(attachment.ContentType));
            if (attachment.ContentId is { } id)
            {
                json.WriteString("disposition"u8, "inline"u8);
                json.WriteString("content_id"u8, ContentId(id));
            }
            else
            {
                json.WriteString("disposition"u8, "attachment"u8);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>SendGrid takes no parameters with a type.</summary>
    private static string MediaType(string contentType)
    {
        var type = contentType.AsSpan(0, contentType.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : contentType.Length).Trim();
        return type.Length > 2 && type.Contains('/') && !type.ContainsAnyExceptInRange('!', '~')
            ? type.ToString() : throw new MailFaultException("invalid-content-type", "An attachment's content type is not a media type such as application/pdf.");
    }

    private static string ContentId(string id) =>
        id.Length is > 0 and <= 200 && !id.AsSpan().ContainsAnyExceptInRange('!', '~') && id.AsSpan().IndexOfAny("<>;,") < 0
            ? id
            : throw new MailFaultException("invalid-header", "A content id must be 1 to 200 visible ASCII characters without angle brackets, commas and semicolons.");

    private void WriteOptions(Utf8JsonWriter json, MailOverrides overrides)
    {
        if (overrides.Categories is { } categories)
        {
            json.WritePropertyName("categories"u8);
            categories.WriteTo(json);
        }
        else if (settings.Categories.Count > 0)
        {
            json.WriteStartArray("categories"u8);
            foreach (var category in settings.Categories)
                json.WriteStringValue(category);
            json.WriteEndArray();
        }

        if ((overrides.IpPoolName ?? settings.IpPoolName) is { } pool)
            json.WriteString("ip_pool_name"u8, pool);
        if (overrides.UnsubscribeGroupId is { } group)
        {
            json.WriteStartObject("asm"u8);
            json.WriteNumber("group_id"u8, group);
            json.WriteEndObject();
        }

        if (overrides.HasTracking)
        {
            json.WriteStartObject("tracking_settings"u8);
            WriteSwitch(json, "click_tracking"u8, overrides.ClickTracking);
            WriteSwitch(json, "open_tracking"u8, overrides.OpenTracking);
            json.WriteEndObject();
        }

        if (settings.SandboxMode)
        {
            json.WriteStartObject("mail_settings"u8);
            WriteSwitch(json, "sandbox_mode"u8, true);
            json.WriteEndObject();
        }
    }

    private static void WriteSwitch(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? isOn)
    {
        if (isOn is not { } value)
            return;

        json.WriteStartObject(name);
        json.WriteBoolean("enable"u8, value);
        json.WriteEndObject();
    }

    /// <summary>Enough for most, so that the buffer does not grow on the way.</summary>
    private static int Estimate(EmailMessage message, int recipients)
    {
        var texts = (message.Text?.Length ?? 0L) + (message.Html?.Length ?? 0L);
        var size = RoomForTheRest + ((long)RoomForRecipient * recipients) + (texts * MostInUtf8);
        foreach (var attachment in message.Attachments)
            size += attachment.Content.Length / 3 * 4;
        return (int)Math.Min(size, 64 * 1024 * 1024);
    }
}
