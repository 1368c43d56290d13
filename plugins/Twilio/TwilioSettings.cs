using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>One Twilio account and the sender of its messages.</summary>
internal sealed record TwilioSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["accountSid", "authToken"],
          "oneOf": [{ "required": ["from"] }, { "required": ["messagingServiceSid"] }],
          "additionalProperties": false,
          "properties": {
            "accountSid": { "type": "string", "pattern": "^AC[0-9a-fA-F]{32}$", "title": "Account SID", "description": "On the first page of Twilio's console." },
            "authToken": { "type": "string", "pattern": "^[!-~]{8,200}$", "writeOnly": true, "title": "Auth token", "description": "Beside the account SID. It also proves that receipts are Twilio's." },
            "apiKeySid": { "type": "string", "pattern": "^SK[0-9a-fA-F]{32}$", "title": "API key SID", "description": "With its secret: used instead of the auth token to send. Without it: not used." },
            "apiKeySecret": { "type": "string", "pattern": "^[!-~]{8,200}$", "writeOnly": true, "title": "API key secret" },
            "from": { "type": "string", "pattern": "^(\\+[1-9][0-9]{1,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11})$", "title": "Sender", "description": "A number such as +14155550100, a short code, or a name of up to 11 characters. Either this or a messaging service." },
            "messagingServiceSid": { "type": "string", "pattern": "^MG[0-9a-fA-F]{32}$", "title": "Messaging service SID", "description": "Lets Twilio choose the sender. Either this or a sender." },
            "baseUrl": { "type": "string", "pattern": "^https?://", "maxLength": 300, "default": "https://api.twilio.com/", "title": "API URL" }
          }
        }
        """;

    public required string AccountSid { get; init; }

    public required string AuthToken { get; init; }

    /// <summary>Gets the API key's SID and secret; <see langword="null"/> when either is missing.</summary>
    public (string Sid, string Secret)? ApiKey { get; init; }

    public string? From { get; init; }

    public string? MessagingServiceSid { get; init; }

    public required Uri BaseUrl { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static TwilioSettings Read(JsonElement settings) => new()
    {
        AccountSid = settings.RequiredText("accountSid"),
        AuthToken = settings.RequiredText("authToken"),
        ApiKey = settings.Text("apiKeySid") is { } sid && settings.Text("apiKeySecret") is { } secret ? (sid, secret) : null,
        From = settings.Text("from"),
        MessagingServiceSid = settings.Text("messagingServiceSid"),
        BaseUrl = settings.BaseUrl("baseUrl", "https://api.twilio.com/"),
    };
}
