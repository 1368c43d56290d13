using System.Text.Json;
using Notify.Channels.Sdk;

namespace MyChannel;

/// <summary>What one integration sets.</summary>
internal sealed record ChannelSettings(Uri BaseUrl, string ApiKey)
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["apiKey"],
          "additionalProperties": false,
          "properties": {
            "apiKey": { "type": "string", "minLength": 1, "maxLength": 500, "writeOnly": true, "title": "API key" },
            "baseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 500, "title": "URL of the API" }
          }
        }
        """;

    public static ChannelSettings Read(JsonElement settings) =>
        new(settings.BaseUrl("baseUrl", "https://api.example.com/"), settings.RequiredText("apiKey"));
}
