using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Notify.TestServers;

/// <summary>Changes the application model to what a test asks for.</summary>
internal static class NotifyModel
{
    private const string FirstIntegrations = "Notify__Bootstrap__Integrations__";

    public static void Shape(this IDistributedApplicationBuilder builder, NotifyApplicationSettings settings)
    {
        var dispatcher = builder.Find(NotifyApplication.Dispatcher);
        foreach (var name in settings.Dispatchers.Skip(1))
        {
            builder.AddAnother(dispatcher, name);
        }

        if (!settings.HasMailbox)
        {
            builder.Resources.Remove(builder.Find(NotifyApplication.Mailbox));
        }

        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            builder.CreateResourceBuilder(project).WithEnvironment(context => Complete(context.EnvironmentVariables, settings));
        }

        foreach (var (name, command, arguments) in settings.Extras)
        {
            var extra = builder.AddExecutable(name, command, AppContext.BaseDirectory, arguments).WithHttpEndpoint(env: "PORT", isProxied: false);
            extra.WithEnvironment("ASPNETCORE_URLS", extra.GetEndpoint("http"))
                .WithEnvironment(context => Complete(context.EnvironmentVariables, settings))
                .WaitForCompletion(builder.CreateResourceBuilder(builder.Find("migrator")));
        }
    }

    private static ProjectResource Find(this IDistributedApplicationBuilder builder, string name) =>
        builder.Resources.OfType<ProjectResource>().Single(project => project.Name == name);

    private static void Complete(Dictionary<string, object> variables, NotifyApplicationSettings settings)
    {
        foreach (var name in variables.Keys.Where(name => IsUnwanted(name, settings)).ToList())
        {
            variables.Remove(name);
        }

        foreach (var (name, value) in settings.Environment)
        {
            variables[name] = value;
        }
    }

    // There is no dashboard that telemetry could go to, and without a mailbox no integration that leads there.
    private static bool IsUnwanted(string name, NotifyApplicationSettings settings) =>
        name.StartsWith("OTEL_", StringComparison.Ordinal) || (!settings.HasMailbox && name.StartsWith(FirstIntegrations, StringComparison.Ordinal));

    /// <summary>Adds a second project like another, which listens on a port of its own.</summary>
    private static void AddAnother(this IDistributedApplicationBuilder builder, ProjectResource original, string name)
    {
        var another = builder.AddProject(name, original.GetProjectMetadata().ProjectPath)
            .WithEndpoint("http", static endpoint => (endpoint.Port, endpoint.TargetPort, endpoint.IsProxied) = (null, null, false));
        foreach (var annotation in original.Annotations.Select(CopyOf).OfType<IResourceAnnotation>().ToList())
        {
            another.Resource.Annotations.Add(annotation);
        }

        another.WithEnvironment("ASPNETCORE_URLS", another.GetEndpoint("http"));
    }

    // Callbacks get an annotation of their own, because Aspire asks each annotation once.
    private static IResourceAnnotation? CopyOf(IResourceAnnotation annotation) => annotation switch
    {
        EnvironmentCallbackAnnotation environment => new EnvironmentCallbackAnnotation(environment.Callback),
        CommandLineArgsCallbackAnnotation arguments => new CommandLineArgsCallbackAnnotation(arguments.Callback),
        WaitAnnotation or ExecutableAnnotation => annotation,
        _ => null,
    };
}
