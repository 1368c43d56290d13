using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>Writes a message as Slack's JSON.</summary>
internal sealed class SlackPayload(SlackSettings settings, BlockTemplate? template)
{
    /// <summary>In characters: Slack cuts off what is longer.</summary>
    public const int LongestText = 40_000;

    private const int RoomForTheRest = 512;

    private static readonly JsonWriterOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // read by a JSON parser, never pasted into a page
        SkipValidation = true,
    };

    /// <summary>Writes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="toConversation">Whether it goes to <c>chat.postMessage</c>, which takes a conversation and a reference, or to a webhook, which takes neither.</param>
    /// <exception cref="SlackFaultException">The message cannot be sent.</exception>
    public ReadOnlyMemory<byte> Write(ChatMessage message, bool toConversation)
    {
        var overrides = SlackOverrides.Of(message);
        var subject = Shown(message.Subject ?? "");
        var text = Shown(message.Text);
        var fallback = subject.Length == 0 ? text : text.Length == 0 ? $"*{subject}*" : $"*{subject}*\n{text}";
        if (fallback.Length > LongestText)
            throw new SlackFaultException("msg_too_long", $"The text is longer than {LongestText} characters.");

        var buffer = new ArrayBufferWriter<byte>(RoomForTheRest + (fallback.Length * 2));
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        if (toConversation)
            json.WriteString("channel"u8, message.Address);
        json.WriteString("text"u8, fallback);
        WriteLayout(json, overrides, new BlockValues(subject, text, overrides.Data));
        if (overrides.ThreadTs is { } thread)
            json.WriteString("thread_ts"u8, thread);
        WriteFlag(json, "reply_broadcast"u8, overrides.ReplyBroadcast);
        WriteFlag(json, "unfurl_links"u8, overrides.UnfurlLinks ?? settings.UnfurlLinks);
        WriteFlag(json, "unfurl_media"u8, overrides.UnfurlMedia);
        if (toConversation)
            WriteReference(json, message.DeliveryId);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private string Shown(string text) => settings.IsMarkup ? text : Markup.Escape(text);

    private void WriteLayout(Utf8JsonWriter json, SlackOverrides overrides, in BlockValues values)
    {
        if (overrides.Blocks is { } blocks)
        {
            json.WritePropertyName("blocks"u8);
            blocks.WriteTo(json);
        }
        else if (template is not null)
        {
            json.WritePropertyName("blocks"u8);
            template.Write(json, values);
        }

        if (overrides.Attachments is { } attachments)
        {
            json.WritePropertyName("attachments"u8);
            attachments.WriteTo(json);
        }
    }

    private static void WriteFlag(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } known)
            json.WriteBoolean(name, known);
    }

    /// <summary>The metadata are documented and come back with the message; the client's id is what Slack's own clients send.</summary>
    private static void WriteReference(Utf8JsonWriter json, string deliveryId)
    {
        json.WriteString("client_msg_id"u8, Guid.TryParse(deliveryId, out var id) ? id : Derived(deliveryId));
        json.WriteStartObject("metadata"u8);
        json.WriteString("event_type"u8, "notify_delivery"u8);
        json.WriteStartObject("event_payload"u8);
        json.WriteString("delivery_id"u8, deliveryId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Guid Derived(string deliveryId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(deliveryId), hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}
