using System.Net;
using System.Text.Json;

namespace Notify.Channels.Smtp;

/// <summary>One SMTP account.</summary>
internal sealed record SmtpSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "required": ["host", "fromEmail"],
          "additionalProperties": false,
          "properties": {
            "host": { "type": "string", "minLength": 1, "maxLength": 255, "title": "Server", "description": "Host name or address of the SMTP server." },
            "port": { "type": "integer", "minimum": 1, "maximum": 65535, "default": 587, "title": "Port", "description": "587 for STARTTLS, 465 for implicit TLS, 25 for plain SMTP." },
            "useTls": { "type": "boolean", "default": true, "title": "Require STARTTLS", "description": "Fails when the server does not offer STARTTLS; never falls back to clear text." },
            "opportunisticTls": { "type": "boolean", "default": false, "title": "STARTTLS if offered", "description": "Uses STARTTLS when offered and clear text when not. Takes precedence over useTls." },
            "useSsl": { "type": "boolean", "default": false, "title": "Implicit TLS", "description": "TLS from the first byte. Takes precedence over useTls." },
            "acceptInvalidCertificates": { "type": "boolean", "default": false, "title": "Accept any certificate", "description": "For development only: the server's identity is not checked." },
            "username": { "type": "string", "maxLength": 320, "title": "User name", "description": "Empty or absent: no authentication." },
            "password": { "type": "string", "maxLength": 8192, "writeOnly": true, "title": "Password or OAuth 2.0 access token" },
            "authMechanism": { "type": "string", "enum": ["auto", "PLAIN", "LOGIN", "XOAUTH2"], "default": "auto", "title": "Authentication" },
            "timeout": { "type": "integer", "minimum": 1, "maximum": 600, "default": 30, "title": "Timeout in seconds", "description": "For one message from connecting to the server's last answer." },
            "fromEmail": { "type": "string", "minLength": 3, "maxLength": 320, "title": "Sender address", "description": "Used when a message names no sender." },
            "fromName": { "type": "string", "maxLength": 200, "title": "Sender name" },
            "poolSize": { "type": "integer", "minimum": 1, "maximum": 100, "default": 8, "title": "Connections" },
            "maxMessagesPerConnection": { "type": "integer", "minimum": 1, "maximum": 100000, "default": 1000, "title": "Messages per connection" },
            "ehloName": { "type": "string", "pattern": "^[A-Za-z0-9.:\\[\\]-]{1,255}$", "title": "EHLO name", "description": "The name this client gives itself. The default is the machine's name." }
          }
        }
        """;

    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public bool UseTls { get; init; } = true;

    public bool OpportunisticTls { get; init; }

    public bool UseSsl { get; init; }

    public bool AcceptInvalidCertificates { get; init; }

    public string? Username { get; init; }

    public string Password { get; init; } = "";

    public string AuthMechanism { get; init; } = "auto";

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public required string FromEmail { get; init; }

    public string? FromName { get; init; }

    public int PoolSize { get; init; } = 8;

    public int MaxMessagesPerConnection { get; init; } = 1000;

    public required string EhloName { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static SmtpSettings Read(JsonElement settings) => new()
    {
        Host = Text(settings, "host") ?? "localhost",
        Port = Number(settings, "port", 587),
        UseTls = Flag(settings, "useTls", true),
        OpportunisticTls = Flag(settings, "opportunisticTls", false),
        UseSsl = Flag(settings, "useSsl", false),
        AcceptInvalidCertificates = Flag(settings, "acceptInvalidCertificates", false),
        Username = Text(settings, "username") is { Length: > 0 } username ? username : null,
        Password = Text(settings, "password") ?? "",
        AuthMechanism = Text(settings, "authMechanism") ?? "auto",
        Timeout = TimeSpan.FromSeconds(Number(settings, "timeout", 30)),
        FromEmail = Text(settings, "fromEmail") ?? "",
        FromName = Text(settings, "fromName"),
        PoolSize = Number(settings, "poolSize", 8),
        MaxMessagesPerConnection = Number(settings, "maxMessagesPerConnection", 1000),
        EhloName = Text(settings, "ehloName") ?? MachineName(),
    };

    private static string MachineName()
    {
        var name = Dns.GetHostName();
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? name : "localhost";
    }

    private static string? Text(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Number(JsonElement settings, string name, int fallback) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : fallback;

    private static bool Flag(JsonElement settings, string name, bool fallback) =>
        settings.TryGetProperty(name, out var value) ? value.ValueKind == JsonValueKind.True : fallback;
}
