using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Notify.Delivery.Integrations;

/// <summary>
/// For development: lets every e-mail integration lead to one mail server, in clear text and without any login. Its place in the order, its
/// limits and its own From stay.
/// </summary>
internal sealed partial class MailRedirect(IOptions<MailOptions> options, ILogger<MailRedirect> logger) : IHostedService
{
    private const string Channel = "email";
    private const string Provider = "smtp";
    private readonly string target = options.Value.DevRedirect;

    /// <summary>Says whether an integration's messages go elsewhere.</summary>
    public bool Covers(Integration stored) => target.Length > 0 && stored.Channel == Channel;

    /// <summary>Makes the account that is used in place of one that is covered.</summary>
    public Integration Divert(Integration stored) => new()
    {
        Id = stored.Id,
        EnvironmentId = stored.EnvironmentId,
        Identifier = stored.Identifier,
        Name = stored.Name,
        Provider = Provider,
        Channel = stored.Channel,
        Settings = Settings(JsonElement.Parse(stored.Settings)),
        SecretNames = [],
        Active = stored.Active,
        IsPrimary = stored.IsPrimary,
        RetryPreset = stored.RetryPreset,
        OnAmbiguous = stored.OnAmbiguous,
        MaxConcurrentSends = stored.MaxConcurrentSends,
        SendsPerSecond = stored.SendsPerSecond,
        SendTimeoutSeconds = stored.SendTimeoutSeconds,
        Version = stored.Version,
        CreatedAt = stored.CreatedAt,
        UpdatedAt = stored.UpdatedAt,
    };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (target.Length > 0)
        {
            LogRedirecting(target);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Settings(JsonElement stored)
    {
        MailOptions.TryRead(target, out var host, out var port); // checked at the start
        var settings = new JsonObject
        {
            ["host"] = host,
            ["port"] = port,
            ["useTls"] = false,
            ["fromEmail"] = Text(stored, "fromEmail") ?? "notify@localhost.localdomain",
        };
        if (Text(stored, "fromName") is { } name)
        {
            settings["fromName"] = name;
        }

        return settings.ToJsonString();
    }

    private static string? Text(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(2308, LogLevel.Warning, "Notify:Mail:DevRedirect is set: every e-mail goes to {Target} in clear text, none to its provider.")]
    private partial void LogRedirecting(string target);
}
