using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>One SendGrid account, as it is used by one integration.</summary>
internal sealed record SendGridSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["apiKey", "fromEmail"],
          "additionalProperties": false,
          "properties": {
            "apiKey": { "type": "string", "pattern": "^[!-~]{10,300}$", "writeOnly": true, "title": "API key", "description": "Settings, API Keys in SendGrid. It needs the permission Mail Send." },
            "fromEmail": { "type": "string", "minLength": 3, "maxLength": 320, "title": "Sender address", "description": "Of an authenticated domain or a verified single sender. Used when a message names no sender." },
            "fromName": { "type": "string", "maxLength": 200, "title": "Sender name" },
            "webhookPublicKey": { "type": "string", "pattern": "^[A-Za-z0-9+/]{80,300}={0,2}$", "title": "Verification key", "description": "Settings, Mail Settings, Event Webhook, Signature Verification in SendGrid: the public key. Without it receipts are refused." },
            "sandboxMode": { "type": "boolean", "default": false, "title": "Sandbox mode", "description": "SendGrid checks every message and delivers none." },
            "categories": { "type": "array", "maxItems": 10, "uniqueItems": true, "items": { "type": "string", "minLength": 1, "maxLength": 255 }, "title": "Categories", "description": "For SendGrid's statistics. SendGrid keeps them: no personal data." },
            "ipPoolName": { "type": "string", "minLength": 2, "maxLength": 64, "title": "IP pool" },
            "baseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 300, "default": "https://api.sendgrid.com/", "title": "API URL", "description": "https://api.eu.sendgrid.com/ for a subuser in the European Union." }
          }
        }
        """;

    public required string ApiKey { get; init; }

    public required string FromEmail { get; init; }

    public string? FromName { get; init; }

    public string? WebhookPublicKey { get; init; }

    public bool SandboxMode { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public string? IpPoolName { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static SendGridSettings Read(JsonElement settings) => new()
    {
        ApiKey = settings.RequiredText("apiKey"),
        FromEmail = settings.RequiredText("fromEmail"),
        FromName = settings.Text("fromName"),
        WebhookPublicKey = settings.Text("webhookPublicKey"),
        SandboxMode = settings.Flag("sandboxMode", false),
        Categories = settings.TryGetProperty("categories", out var categories)
            ? [.. categories.EnumerateArray().Select(static category => category.GetString() ?? "")] : [],
        IpPoolName = settings.Text("ipPoolName"),
        BaseUrl = settings.BaseUrl("baseUrl", "https://api.sendgrid.com/"),
    };
}
