using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Notify.LocalHosting.Running;

namespace Notify.LocalHosting.Dashboard;

/// <summary>What the dashboard and its API show of the resources, secrets masked.</summary>
internal sealed class ResourceView(DistributedApplicationModel model, ResourceRunners runners, ResourceNotificationService notifications)
{
    private static readonly string[] SecretWords = ["password", "secret", "token", "apikey", "api_key", "connectionstring", "_uri", "__key"];

    public IEnumerable<ResourceEvent> All => model.Resources
        .Where(r => runners.All.ContainsKey(r.Name))
        .Select(r => Find(r.Name))
        .OfType<ResourceEvent>();

    public ResourceEvent? Find(string name) => notifications.TryGetCurrentState(name, out var change) ? change : null;

    public bool HasCommands(ResourceEvent resource) => runners.All.TryGetValue(resource.Resource.Name, out var runner) && runner.HasProcess;

    /// <summary>The value of a parameter; null when there is none of that name.</summary>
    public string? Parameter(string name) => model.Resources.OfType<ParameterResource>().FirstOrDefault(p => p.Name == name)?.CurrentValue;

    public string? FirstUrl(string name) => Find(name)?.Snapshot.Urls.FirstOrDefault(static u => u.Url.StartsWith("http", StringComparison.Ordinal))?.Url;

    /// <summary>Hides what would be a secret in the wrong eyes, by the variable's name and by the secrets the model knows.</summary>
    public string Mask(EnvironmentVariableSnapshot variable)
    {
        var value = variable.Value ?? "";
        var isSecret = SecretWords.Any(word => variable.Name.Contains(word, StringComparison.OrdinalIgnoreCase))
            || model.Resources.OfType<ParameterResource>().Any(p => p.Secret && value.Contains(p.CurrentValue, StringComparison.Ordinal));
        return isSecret && value.Length > 0 ? "••••••••" : value;
    }

    public static object ToJson(ResourceEvent resource) => new
    {
        name = resource.Resource.Name,
        type = resource.Snapshot.ResourceType,
        state = resource.Snapshot.State?.Text,
        health = resource.Snapshot.HealthStatus?.ToString(),
        pid = resource.Snapshot.ProcessId,
        exitCode = resource.Snapshot.ExitCode,
        startTime = resource.Snapshot.StartTimeStamp?.ToString("O", CultureInfo.InvariantCulture),
        reason = resource.Snapshot.Reason,
        endpoints = resource.Snapshot.Urls.Select(static u => new { name = u.Name, url = u.Url }),
    };

    public static bool IsWell(ResourceEvent resource) =>
        resource.Snapshot is { IsReady: true, HealthStatus: HealthStatus.Healthy } || resource.Snapshot.State?.Text == KnownResourceStates.Finished;

    public static bool IsBroken(ResourceEvent resource) =>
        resource.Snapshot.State?.Text is { } state && (state == KnownResourceStates.FailedToStart || state == KnownResourceStates.Exited);
}
