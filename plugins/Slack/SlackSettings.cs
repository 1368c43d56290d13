using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>One Slack workspace, as it is used by one integration.</summary>
internal sealed record SlackSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "botToken": { "type": "string", "pattern": "^xox[a-z]-[!-~]{5,300}$|^xoxe\\.xox[a-z]-[!-~]{5,600}$", "writeOnly": true, "title": "Bot token", "description": "xoxb-…, of an app with the scope chat:write. Needed to write to channels and people by their id or name." },
            "webhookUrl": { "type": "string", "pattern": "^https?://[^/?#@]+/services/[!-~]{3,300}$", "writeOnly": true, "title": "Incoming webhook", "description": "What the address \"default\" stands for." },
            "blocks": { "type": "string", "maxLength": 50000, "title": "Blocks", "description": "A JSON list of Block Kit blocks whose texts may contain {{subject}}, {{text}} and {{data.x}}. Absent: plain text." },
            "textFormat": { "type": "string", "enum": ["plain", "mrkdwn"], "default": "plain", "title": "Text is", "description": "plain: & < > are shown as they are. mrkdwn: the text is Slack's markup already." },
            "unfurlLinks": { "type": "boolean", "title": "Previews of links", "description": "Absent: as Slack does." },
            "messagesPerSecondPerChannel": { "type": "number", "minimum": 0, "maximum": 100, "default": 1, "title": "Messages per second and channel", "description": "Slack takes one. 0: no pacing." },
            "baseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 300, "default": "https://slack.com/api/", "title": "API URL" },
            "hooksBaseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 300, "default": "https://hooks.slack.com/", "title": "Server of incoming webhooks", "description": "Webhooks elsewhere are refused." }
          }
        }
        """;

    public string? BotToken { get; init; }

    public Uri? WebhookUrl { get; init; }

    public string? Blocks { get; init; }

    public bool IsMarkup { get; init; }

    public bool? UnfurlLinks { get; init; }

    public double MessagesPerSecondPerChannel { get; init; } = 1;

    public required Uri BaseUrl { get; init; }

    public required Uri HooksBaseUrl { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static SlackSettings Read(JsonElement settings) => new()
    {
        BotToken = settings.Text("botToken"),
        WebhookUrl = settings.Text("webhookUrl") is { } hook ? SlackAddress.HookOf(hook) : null,
        Blocks = settings.Text("blocks") is { } blocks && !string.IsNullOrWhiteSpace(blocks) ? blocks : null,
        IsMarkup = settings.Text("textFormat") == "mrkdwn",
        UnfurlLinks = settings.TryGetProperty("unfurlLinks", out var unfurl) ? unfurl.ValueKind == JsonValueKind.True : null,
        MessagesPerSecondPerChannel = settings.TryGetProperty("messagesPerSecondPerChannel", out var rate) ? rate.GetDouble() : 1,
        BaseUrl = settings.BaseUrl("baseUrl", "https://slack.com/api/"),
        HooksBaseUrl = settings.BaseUrl("hooksBaseUrl", "https://hooks.slack.com/"),
    };
}
