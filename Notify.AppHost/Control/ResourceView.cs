using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Notify.AppHost.Control;

/// <summary>The resources that people know, each as it is now.</summary>
internal sealed class ResourceView(DistributedApplicationModel model, ResourceNotificationService notifications, ResourceLoggerService loggers)
{
    private const int LastLines = 20;

    public IEnumerable<ResourceEvent> All => model.Resources.Where(static resource => resource is not ParameterResource)
        .Select(resource => Find(resource.Name)).OfType<ResourceEvent>();

    /// <summary>Gets whether every resource has shown itself: at the very start some are not known yet.</summary>
    public bool IsComplete => model.Resources.Where(static resource => resource is not ParameterResource).All(resource => notifications.TryGetCurrentState(resource.Name, out _));

    public ResourceEvent? Find(string name) => notifications.TryGetCurrentState(name, out var change) && !change.Snapshot.IsHidden ? change : null;

    /// <summary>Where a service listens; null while it has no address.</summary>
    public string? AddressOf(string name) =>
        model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(resource => resource.Name == name)?.GetEndpoint("http") is { Exists: true, IsAllocated: true } endpoint
            ? endpoint.Url.TrimEnd('/')
            : null;

    /// <summary>Says how a resource is, with the last lines of its console.</summary>
    public async Task<string> DescribeAsync(ResourceEvent resource)
    {
        var state = resource.Snapshot;
        var lines = new List<string>();
        await foreach (var some in loggers.GetAllAsync(resource.Resource))
        {
            lines.AddRange(some.Select(static line => LogText.WithoutTime(line.Content)));
        }

        var last = lines.TakeLast(LastLines).ToList();
        return $"Resource '{resource.Resource.Name}' is {state.State?.Text ?? "unknown"}"
            + (state.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $", exit code {code}") : "")
            + (state.HealthStatus is { } health && health != HealthStatus.Healthy ? $", {health}" : "") + "."
            + (Reason(state) is { } reason ? $" {reason}" : "")
            + (last.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"\nLast {last.Count} lines of its console:\n  ") + string.Join("\n  ", last) : "");
    }

    public static object ToJson(ResourceEvent resource) => new
    {
        name = resource.Resource.Name,
        type = resource.Snapshot.ResourceType,
        state = resource.Snapshot.State?.Text,
        health = resource.Snapshot.HealthStatus?.ToString(),
        pid = ProcessId(resource.Snapshot),
        exitCode = resource.Snapshot.ExitCode,
        startTime = resource.Snapshot.StartTimeStamp?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        reason = Reason(resource.Snapshot),
        endpoints = resource.Snapshot.Urls.Select(static url => new { name = url.DisplayProperties.DisplayName is { Length: > 0 } given ? given : url.Name, url = url.Url }),
    };

    public bool IsWell(ResourceEvent resource) => resource.Snapshot.State?.Text is { } state
        && (state == KnownResourceStates.Finished
            ? IsToComplete(resource) && resource.Snapshot.ExitCode is null or 0
            : state == KnownResourceStates.Running && resource.Snapshot.HealthStatus is null or HealthStatus.Healthy);

    public bool IsBroken(ResourceEvent resource) => resource.Snapshot.State?.Text is { } state
        && (state == KnownResourceStates.Finished
            ? !IsToComplete(resource) || resource.Snapshot.ExitCode is not (null or 0)
            : state == KnownResourceStates.FailedToStart || state == KnownResourceStates.Exited || state == KnownResourceStates.RuntimeUnhealthy);

    /// <summary>Says whether others wait for the end of a resource; the end of any other is a failure.</summary>
    private bool IsToComplete(ResourceEvent resource) => model.Resources.SelectMany(static waiting => waiting.Annotations.OfType<WaitAnnotation>())
        .Any(wait => wait.WaitType == WaitType.WaitForCompletion && wait.Resource == resource.Resource);

    private static object? ProcessId(CustomResourceSnapshot snapshot) => snapshot.Properties.FirstOrDefault(static property => property.Name == KnownProperties.ProcessId)?.Value;

    // What ended has reports of before.
    private static string? Reason(CustomResourceSnapshot snapshot) => snapshot.State?.Text == KnownResourceStates.Running
        && snapshot.HealthReports.FirstOrDefault(static report => report.Status is { } status && status != HealthStatus.Healthy) is { } report
            ? $"{report.Name}: {report.Description ?? report.ExceptionText?.Split('\n')[0]}"
            : null;
}
