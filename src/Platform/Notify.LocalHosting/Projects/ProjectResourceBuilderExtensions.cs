using System.Net.Sockets;
using Notify.LocalHosting.Model;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Projects;
using Notify.LocalHosting.Running;

namespace Aspire.Hosting;

/// <summary>Adds projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project, with the endpoints and environment variables of its first launch profile.</summary>
    /// <typeparam name="TProject">The project's metadata, such as <c>Projects.Notify_Gateway</c>.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>The project.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new TProject();
        var folder = Path.GetDirectoryName(metadata.ProjectPath)!; // a full path of a file
        var profile = LaunchProfile.Read(folder);
        var resource = new ProjectResource(name);
        var project = builder.AddResource(resource)
            .WithAnnotation<IProjectMetadata>(metadata)
            .WithAnnotation(new LaunchAnnotation(
                "Project", (context, _) => Task.FromResult<IReadOnlyList<ProcessPlan>>([Plan(name, metadata, folder, context)])));
        foreach (var url in profile?.Urls ?? [])
        {
            project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, url.Scheme, url.Scheme, url.Port) { PortIsPreference = true });
        }

        return project.WithEnvironment(context => SetDefaults(context, resource, profile));
    }

    private static void SetDefaults(EnvironmentCallbackContext context, ProjectResource resource, LaunchProfile? profile)
    {
        var variables = context.EnvironmentVariables;
        foreach (var (name, value) in profile?.Environment ?? new Dictionary<string, string>())
        {
            variables.TryAdd(name, value);
        }

        if (profile is not null)
        {
            variables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
        }

        variables.TryAdd("OTEL_SERVICE_NAME", resource.Name);
        variables.TryAdd("LOGGING__CONSOLE__FORMATTERNAME", "simple");
        variables.TryAdd("LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE", "true");
        var urls = resource.All<EndpointAnnotation>().Where(static e => e.IsHttp)
            .Select(e => new EndpointReference(resource, e.Name))
            .Select(static e => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{e.Scheme}://localhost:{e.Port}"));
        variables.TryAdd("ASPNETCORE_URLS", string.Join(';', urls));
    }

    private static ProcessPlan Plan(string name, IProjectMetadata metadata, string folder, LaunchContext context)
    {
        if (!File.Exists(metadata.TargetPath))
        {
            throw new DistributedApplicationException(
                $"'{name}' is not built: '{metadata.TargetPath}' does not exist. Build the AppHost, which builds its projects: dotnet build Notify.AppHost");
        }

        return new ProcessPlan
        {
            FileName = DotNetHost.Path,
            Arguments = [metadata.TargetPath, .. context.Arguments],
            WorkingDirectory = folder,
            Environment = context.Environment,
        };
    }
}
