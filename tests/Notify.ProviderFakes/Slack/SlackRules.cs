using System.Text.Json;

namespace Notify.ProviderFakes.Slack;

/// <summary>What Slack refuses in a message.</summary>
internal static class SlackRules
{
    private const int LongestText = 40_000;
    private const int LongestSection = 3_000;
    private static readonly HashSet<string> BlockTypes = ["actions", "context", "divider", "file", "header", "image", "input", "markdown", "rich_text", "section", "video"];

    /// <summary>Reads a message from JSON, or from a form whose structured fields are JSON.</summary>
    /// <returns>The message; <see langword="null"/> when the request is neither.</returns>
    public static JsonElement? Read(FakeRequest request) => request.Header("content-type") switch
    {
        "application/json; charset=utf-8" => request.Json(),
        "application/x-www-form-urlencoded" => JsonSerializer.SerializeToElement(request.Form().ToDictionary(
            static field => field.Key,
            static field => field.First() is ['{' or '[', ..] structured ? JsonSerializer.Deserialize<JsonElement>(structured) : JsonSerializer.SerializeToElement(field.First()))),
        _ => null,
    };

    public static string? FindFault(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
            return "invalid_payload";
        var text = message.TryGetProperty("text", out var value) ? value.GetString() ?? "" : "";
        var hasBlocks = message.TryGetProperty("blocks", out var blocks);
        var hasAttachments = message.TryGetProperty("attachments", out var attachments);
        if (text.Length == 0 && !hasBlocks && !hasAttachments)
            return "no_text";
        if (text.Length > LongestText)
            return "msg_too_long";
        if (hasAttachments && attachments.GetArrayLength() > 100)
            return "too_many_attachments";
        return hasBlocks && !AreBlocks(blocks) ? "invalid_blocks" : null;
    }

    private static bool AreBlocks(JsonElement blocks) =>
        blocks.ValueKind == JsonValueKind.Array && blocks.GetArrayLength() <= 50 && blocks.EnumerateArray().All(static block =>
            block.ValueKind == JsonValueKind.Object && block.TryGetProperty("type", out var type) && BlockTypes.Contains(type.GetString() ?? "")
            && (type.GetString() != "section" || !block.TryGetProperty("text", out var text)
                || (text.TryGetProperty("text", out var value) && value.GetString() is { Length: > 0 and <= LongestSection })));
}
