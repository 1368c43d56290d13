using System.Text.Json;
using Notify.Channels.Fcm.Tokens;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>The Firebase project that one integration sends through.</summary>
internal sealed record FcmSettings
{
    public const string Schema = """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "type": "object",
          "additionalProperties": false,
          "required": ["serviceAccount"],
          "properties": {
            "serviceAccount": {
              "type": ["string", "object"], "writeOnly": true, "title": "Service account key (JSON)", "minLength": 2,
              "description": "The file that Firebase gives under Project settings, Service accounts, Generate new private key."
            },
            "projectId": {
              "type": "string", "pattern": "^[a-zA-Z0-9.:-]{1,100}$", "title": "Project id",
              "description": "Absent: the service account's own project."
            },
            "baseUrl": {
              "type": "string", "format": "uri", "default": "https://fcm.googleapis.com", "title": "URL of the service",
              "description": "Only for a proxy or a test."
            }
          }
        }
        """;

    public required ServiceAccount Account { get; init; }

    public required Uri SendUri { get; init; }

    /// <summary>Reads settings that are valid against <see cref="Schema"/>.</summary>
    /// <exception cref="FormatException">The service account cannot be used; the message says why, without it.</exception>
    public static FcmSettings Read(JsonElement settings)
    {
        var account = ServiceAccount.Read(settings.GetProperty("serviceAccount"));
        var project = settings.Text("projectId") ?? account.ProjectId
            ?? throw new FormatException("The service account names no project_id. Set projectId.");
        var baseUrl = settings.BaseUrl("baseUrl", "https://fcm.googleapis.com");
        return new() { Account = account, SendUri = new(baseUrl, $"v1/projects/{Uri.EscapeDataString(project)}/messages:send") };
    }
}
