using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Content.Rendering;

/// <summary>
/// What a caller said for one channel beyond the common fields. The members that a family's message has a place for are read here; a plugin gets
/// the whole object besides.
/// </summary>
internal sealed record ChannelOverrides
{
    private const int MaxAttachments = 20;
    private const int MaxReplyTo = 10;
    private const int LongestLine = 998; // RFC 5322 section 2.1.1
    private const int LongestTimeToLive = 28 * 24 * 3_600; // FCM's and the usual push services' four weeks, in seconds

    public static readonly ChannelOverrides None = new();

    public JsonElement? Whole { get; private init; }

    public EmailAddress? From { get; private init; }

    public string? ToName { get; private init; }

    public IReadOnlyList<EmailAddress> ReplyTo { get; private init; } = [];

    public IReadOnlyDictionary<string, string> Headers { get; private init; } = new Dictionary<string, string>();

    public Uri? UnsubscribeUri { get; private init; }

    public IReadOnlyList<EmailAttachment> Attachments { get; private init; } = [];

    public string? SmsFrom { get; private init; }

    public IReadOnlyDictionary<string, string> Data { get; private init; } = new Dictionary<string, string>();

    public int? Badge { get; private init; }

    public string? Sound { get; private init; }

    public Uri? Image { get; private init; }

    public TimeSpan? TimeToLive { get; private init; }

    public string? CollapseKey { get; private init; }

    /// <summary>Reads the overrides of one channel out of those of all.</summary>
    /// <param name="overridesJson">An object whose members are channels; <see langword="null"/> when nothing was said.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="family">The family of its messages.</param>
    /// <param name="errors">Gets what cannot be used.</param>
    public static ChannelOverrides Read(string? overridesJson, string channel, MessageFamily family, List<FieldError> errors)
    {
        if (overridesJson is null)
            return None;

        using var document = JsonDocument.Parse(overridesJson);
        if (!document.RootElement.TryGetProperty(channel, out var found) || found.ValueKind == JsonValueKind.Null)
            return None;

        var path = $"/overrides/{channel}";
        if (found.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path, "must be an object."));
            return None;
        }

        var whole = found.Clone();
        var reader = new OverrideReader(whole, path, errors);
        return family switch
        {
            MessageFamily.Email => ReadEmail(reader, whole),
            MessageFamily.Sms => new() { Whole = whole, SmsFrom = reader.Text("from", 32) },
            MessageFamily.Push => new()
            {
                Whole = whole,
                Data = reader.Texts("data"),
                Badge = reader.Number("badge", 0, int.MaxValue),
                Sound = reader.Text("sound", 200),
                Image = reader.Url("image"),
                TimeToLive = reader.Number("ttl", 0, LongestTimeToLive) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                CollapseKey = reader.Text("collapseKey", 64),
            },
            _ => new() { Whole = whole },
        };
    }

    /// <summary>Finds the integration that the caller chose for a channel; <see langword="null"/> when none.</summary>
    public static string? FindIntegration(string? overridesJson, string channel)
    {
        if (overridesJson is null)
            return null;

        using var document = JsonDocument.Parse(overridesJson);
        return document.RootElement.TryGetProperty(channel, out var found) && found.ValueKind == JsonValueKind.Object
            && found.TryGetProperty("integration", out var integration) && integration.ValueKind == JsonValueKind.String
                ? integration.GetString() : null;
    }

    private static ChannelOverrides ReadEmail(OverrideReader reader, JsonElement whole) => new()
    {
        Whole = whole,
        From = reader.Text("from", 320) is { } from ? new EmailAddress { Address = from, Name = reader.Text("fromName", 200) } : null,
        ToName = reader.Text("toName", 200),
        ReplyTo = reader.List("replyTo", MaxReplyTo, static entry =>
            entry.Text("address", 320) is { } address ? new EmailAddress { Address = address, Name = entry.Text("name", 200) } : null),
        Headers = ReadHeaders(reader),
        UnsubscribeUri = reader.Url("unsubscribeUrl"),
        Attachments = reader.List("attachments", MaxAttachments, ReadAttachment),
    };

    private static IReadOnlyDictionary<string, string> ReadHeaders(OverrideReader reader)
    {
        var headers = reader.Texts("headers");
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal)
                || value.AsSpan().ContainsAny('\r', '\n', '\0') || Encoding.UTF8.GetByteCount(value) > LongestLine)
            {
                reader.Refuse($"headers/{name.ReplaceLineEndings(" ")}", "must be a header field's name of visible ASCII without a colon, with a value of one line.");
            }
        }

        return headers;
    }

    private static EmailAttachment? ReadAttachment(OverrideReader reader)
    {
        var (name, type, content) = (reader.Text("fileName", 255), reader.Text("contentType", 127), reader.Base64("content"));
        if (name is null || type is null || content is null)
        {
            reader.Refuse("content", "is missing something: an attachment needs fileName, contentType and content (base64).");
            return null;
        }

        return new() { FileName = name, ContentType = type, Content = content, ContentId = reader.Text("contentId", 255) };
    }
}
