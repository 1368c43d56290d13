using System.Net;
using System.Text.Json;
using Notify.Channels.Sdk;

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
            "dkimDomain": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$", "title": "DKIM domain", "description": "Signs every message for this domain. Needs dkimSelector and dkimPrivateKey as well." },
            "dkimSelector": { "type": "string", "pattern": "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$", "title": "DKIM selector", "description": "The public key is at selector._domainkey.domain in the DNS." },
            "dkimPrivateKey": { "type": "string", "minLength": 1, "maxLength": 8192, "writeOnly": true, "title": "DKIM private key", "description": "An RSA key of 1024 to 4096 bits, or an Ed25519 key, in PEM and unencrypted." },
            "bounceAddress": { "type": "string", "minLength": 3, "maxLength": 254, "title": "Bounce address", "description": "Where bounces go, with the delivery's id in a subaddress: bounces+ID@example.com. Absent: to the sender." },
            "bounceSeparator": { "type": "string", "enum": ["+", "-", "="], "default": "+", "title": "Subaddress separator" },
            "bounceSecret": { "type": "string", "minLength": 16, "maxLength": 200, "pattern": "^[!-~]+$", "writeOnly": true, "title": "Bounce secret", "description": "What whoever posts bounces to the callback URL must know, as a bearer token or a Basic password." },
            "deliveryReceipts": { "type": "boolean", "default": false, "title": "Ask for delivery receipts", "description": "Asks servers to report success as well. Needs bounceAddress." },
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

    public string? DkimDomain { get; init; }

    public string? DkimSelector { get; init; }

    public string? DkimPrivateKey { get; init; }

    public string? BounceAddress { get; init; }

    public string BounceSeparator { get; init; } = "+";

    public string? BounceSecret { get; init; }

    public bool DeliveryReceipts { get; init; }

    public required string EhloName { get; init; }

    /// <summary>Gets whether the login is a sender's own, so that a refused one harms nobody else.</summary>
    public bool IsSendersOwn { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    public static SmtpSettings Read(JsonElement settings) => new()
    {
        Host = settings.Text("host") ?? "localhost",
        Port = settings.Number("port", 587),
        UseTls = settings.Flag("useTls", true),
        OpportunisticTls = settings.Flag("opportunisticTls", false),
        UseSsl = settings.Flag("useSsl", false),
        AcceptInvalidCertificates = settings.Flag("acceptInvalidCertificates", false),
        Username = settings.Text("username") is { Length: > 0 } username ? username : null,
        Password = settings.Text("password") ?? "",
        AuthMechanism = settings.Text("authMechanism") ?? "auto",
        Timeout = TimeSpan.FromSeconds(settings.Number("timeout", 30)),
        FromEmail = settings.Text("fromEmail") ?? "",
        FromName = settings.Text("fromName"),
        PoolSize = settings.Number("poolSize", 8),
        MaxMessagesPerConnection = settings.Number("maxMessagesPerConnection", 1000),
        DkimDomain = settings.Text("dkimDomain"),
        DkimSelector = settings.Text("dkimSelector"),
        DkimPrivateKey = settings.Text("dkimPrivateKey"),
        BounceAddress = settings.Text("bounceAddress"),
        BounceSeparator = settings.Text("bounceSeparator") ?? "+",
        BounceSecret = settings.Text("bounceSecret"),
        DeliveryReceipts = settings.Flag("deliveryReceipts", false),
        EhloName = settings.Text("ehloName") ?? MachineName(),
    };

    /// <summary>The same server with a sender's own login.</summary>
    public SmtpSettings With(SenderCredentials credentials) =>
        this with { Username = credentials.UserName, Password = credentials.Password, IsSendersOwn = true };

    private static string MachineName()
    {
        var name = Dns.GetHostName();
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? name : "localhost";
    }
}
