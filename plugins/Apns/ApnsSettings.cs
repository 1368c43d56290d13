using System.Buffers;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>The app and the signing key of one integration.</summary>
internal sealed record ApnsSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "required": ["teamId", "keyId", "key", "bundleId"],
          "properties": {
            "teamId": { "type": "string", "pattern": "^[A-Z0-9]{10}$", "title": "Team id", "description": "At the top right of the Apple developer account's Membership page." },
            "keyId": { "type": "string", "pattern": "^[A-Z0-9]{10}$", "title": "Key id", "description": "The key's page under Certificates, Identifiers & Profiles, Keys." },
            "key": {
              "type": "string", "writeOnly": true, "minLength": 1, "title": "Signing key (.p8)",
              "description": "The whole file that Apple gives once, with its BEGIN and END lines."
            },
            "bundleId": { "type": "string", "pattern": "^[A-Za-z0-9.-]{1,155}$", "title": "Bundle id of the app" },
            "sandbox": { "type": "boolean", "default": false, "title": "Sandbox", "description": "For apps that Xcode installed. TestFlight and the App Store use production." },
            "baseUrl": { "type": "string", "format": "uri", "title": "URL of the service", "description": "Only for a proxy or a test. Absent: Apple's, by sandbox." }
          }
        }
        """;

    public static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    public required string TeamId { get; init; }

    public required string KeyId { get; init; }

    public required string Key { get; init; }

    public required string BundleId { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static ApnsSettings Read(JsonElement settings) => new()
    {
        TeamId = settings.RequiredText("teamId"),
        KeyId = settings.RequiredText("keyId"),
        Key = settings.RequiredText("key"),
        BundleId = settings.RequiredText("bundleId"),
        BaseUrl = settings.BaseUrl("baseUrl", settings.Flag("sandbox", false) ? "https://api.sandbox.push.apple.com" : "https://api.push.apple.com"),
    };
}
