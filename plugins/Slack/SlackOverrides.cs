using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>What a caller said for Slack beyond the text.</summary>
internal readonly record struct SlackOverrides
{
    public JsonElement? Blocks { get; private init; }

    public JsonElement? Attachments { get; private init; }

    public JsonElement? Data { get; private init; }

    public string? ThreadTs { get; private init; }

    public bool? ReplyBroadcast { get; private init; }

    public bool? UnfurlLinks { get; private init; }

    public bool? UnfurlMedia { get; private init; }

    /// <exception cref="SlackFaultException">A member has a value that cannot be used.</exception>
    public static SlackOverrides Of(ChatMessage message) => message.Overrides is not { ValueKind: JsonValueKind.Object } overrides ? default : new()
    {
        Blocks = Find(overrides, "blocks", JsonValueKind.Array, "a list of blocks"),
        Attachments = Find(overrides, "attachments", JsonValueKind.Array, "a list of attachments"),
        Data = Find(overrides, "data", JsonValueKind.Object, "an object"),
        ThreadTs = Find(overrides, "threadTs", JsonValueKind.String, "a message's ts") is { } thread
            ? IsTimestamp(thread.GetString()) ? thread.GetString() : throw Invalid("threadTs", "a message's ts, such as 1503435956.000247") : null,
        ReplyBroadcast = Flag(overrides, "replyBroadcast"),
        UnfurlLinks = Flag(overrides, "unfurlLinks"),
        UnfurlMedia = Flag(overrides, "unfurlMedia"),
    };

    private static bool IsTimestamp(string? text) =>
        text is { Length: >= 3 and <= 30 } && text.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && dot < text.Length - 1
        && !text.AsSpan(0, dot).ContainsAnyExceptInRange('0', '9') && !text.AsSpan(dot + 1).ContainsAnyExceptInRange('0', '9');

    private static bool? Flag(JsonElement overrides, string name) => Find(overrides, name) is not { } value
        ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Invalid(name, "true or false");

    private static JsonElement? Find(JsonElement overrides, string name, JsonValueKind kind, string rule) => Find(overrides, name) is not { } value
        ? null
        : value.ValueKind == kind ? value : throw Invalid(name, rule);

    private static JsonElement? Find(JsonElement overrides, string name) =>
        overrides.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static SlackFaultException Invalid(string name, string rule) => new("invalid-override", $"The override '{name}' must be {rule}.");
}
