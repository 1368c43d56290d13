using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>How one integration calls its recipients.</summary>
internal sealed record WebhookSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "secret": {
              "type": "string", "writeOnly": true, "title": "Signing secret",
              "pattern": "^whsec_[A-Za-z0-9+/]{22,}={0,2}([ ,]+whsec_[A-Za-z0-9+/]{22,}={0,2})*$",
              "description": "whsec_ and the base64 of 16 to 64 random bytes. Several, separated by spaces, sign at once while one replaces the other. Absent: no signature."
            },
            "secretPerRecipient": {
              "type": "boolean", "default": false, "title": "A secret for each recipient",
              "description": "Each URL gets a secret of its own, derived from the signing secret, so that no recipient can sign for another."
            },
            "timeout": { "type": "integer", "minimum": 1, "maximum": 120, "default": 15, "title": "Timeout in seconds" },
            "userAgent": { "type": "string", "pattern": "^[ -~]{1,200}$", "default": "Notify-Webhook/0.1", "title": "User-Agent" }
          }
        }
        """;

    public string Secrets { get; init; } = "";

    /// <summary>Gets whether each recipient's URL has a secret of its own.</summary>
    public bool SecretPerRecipient { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    public string UserAgent { get; init; } = "Notify-Webhook/0.1";

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static WebhookSettings Read(JsonElement settings)
    {
        var defaults = new WebhookSettings();
        return new()
        {
            Secrets = settings.Text("secret") ?? "",
            SecretPerRecipient = settings.Flag("secretPerRecipient", false),
            Timeout = TimeSpan.FromSeconds(settings.Number("timeout", (int)defaults.Timeout.TotalSeconds)),
            UserAgent = settings.Text("userAgent") ?? defaults.UserAgent,
        };
    }
}
