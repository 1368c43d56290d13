using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.WebPush;

/// <summary>Who signs for one integration, and which push services it may call.</summary>
internal sealed record WebPushSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "required": ["vapidPublicKey", "vapidPrivateKey", "subject"],
          "properties": {
            "vapidPublicKey": {
              "type": "string", "pattern": "^[A-Za-z0-9_-]{87}=?$", "title": "VAPID public key",
              "description": "base64url of the uncompressed P-256 point: the applicationServerKey with which browsers subscribe."
            },
            "vapidPrivateKey": {
              "type": "string", "writeOnly": true, "minLength": 43, "title": "VAPID private key",
              "description": "base64url of 32 bytes, or a P-256 key in PEM."
            },
            "subject": {
              "type": "string", "pattern": "^(mailto:[^@\\s]+@[^@\\s]+|https://\\S+)$", "title": "Contact",
              "description": "mailto: or https: whom a push service reaches when something is wrong."
            },
            "ttl": {
              "type": "integer", "minimum": 0, "maximum": 2419200, "default": 2419200, "title": "Time to live in seconds",
              "description": "For messages that name none: how long a push service keeps one for a browser that is away."
            },
            "allowedHosts": {
              "type": "array", "items": { "type": "string", "pattern": "^[a-z0-9.-]+$" }, "maxItems": 50, "title": "Push services",
              "description": "Host names whose subscriptions are served, with all below them. Absent: every public host."
            }
          }
        }
        """;

    public required string PublicKey { get; init; }

    public required string PrivateKey { get; init; }

    public required string Subject { get; init; }

    public required int TimeToLiveSeconds { get; init; }

    public required PushServices Services { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static WebPushSettings Read(JsonElement settings) => new()
    {
        PublicKey = settings.RequiredText("vapidPublicKey"),
        PrivateKey = settings.RequiredText("vapidPrivateKey"),
        Subject = settings.RequiredText("subject"),
        TimeToLiveSeconds = settings.Number("ttl", 2_419_200),
        Services = new(settings.TryGetProperty("allowedHosts", out var hosts) ? [.. hosts.EnumerateArray().Select(static host => host.GetString() ?? "")] : null),
    };
}
