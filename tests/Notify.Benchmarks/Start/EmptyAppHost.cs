using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Notify.Benchmarks.Start;

/// <summary>What Notify's start is compared with: an application of nothing but the same three servers and the dashboard.</summary>
internal static class EmptyAppHost
{
    /// <summary>The argument that makes the benchmarks' program this application; the state folder follows.</summary>
    public const string Command = "empty-app-host";

    public static async Task RunAsync(string stateFolder, string[] args)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_AppHost>(
            [$"--AppHost:StateDirectory={stateFolder}", .. args], static (options, _) => options.DisableDashboard = false);
        foreach (var project in builder.Resources.Where(static resource => resource is ProjectResource || resource.Annotations.OfType<ResourceRelationshipAnnotation>().Any(static relation => relation.Resource is ProjectResource)).ToList())
        {
            builder.Resources.Remove(project);
        }

        await using var app = await builder.BuildAsync();
        await app.RunAsync();
    }
}
