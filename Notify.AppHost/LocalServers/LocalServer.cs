namespace Notify.AppHost.LocalServers;

/// <summary>A server that runs as a process instead of a container.</summary>
internal sealed record LocalServer(ContainerResource Server, ExecutableResource Process)
{
    private const string PortVariable = "PORT";

    /// <summary>Puts a process in the place of a container. The process shares the container's endpoints and environment, so whatever refers to the one finds the other.</summary>
    public static LocalServer Replace(IDistributedApplicationBuilder builder, ContainerResource container, string dataFolder)
    {
        var script = ScriptOf(container);
        foreach (var image in container.Annotations.OfType<ContainerImageAnnotation>().ToList())
        {
            container.Annotations.Remove(image); // what makes Aspire start a container
        }

        var process = builder.AddExecutable($"{container.Name}-process", "bash", Path.GetDirectoryName(script)!, script) // a script of ours is in a folder
            .WithParentRelationship(container)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "Executable", Properties = [], IsHidden = true })
            .WithEnvironment("NAME", container.Name)
            .WithEnvironment("DATA", dataFolder)
            .WithEnvironment(PortVariable, container.GetEndpoint("tcp").Property(EndpointProperty.TargetPort));
        foreach (var annotation in container.Annotations.Where(annotation => IsShared(container, annotation)).ToList())
        {
            process.Resource.Annotations.Add(annotation is EndpointAnnotation endpoint ? AtAnyPort(endpoint) : annotation);
        }

        if (container is RabbitMQServerResource)
        {
            process.WithHiddenEndpoint("epmd", "EPMD_PORT").WithHiddenEndpoint("dist", "DIST_PORT");
        }

        process.OnBeforeResourceStarted(async (_, starting, cancellationToken) =>
        {
            foreach (var resource in WithChildren(container, builder.Resources).OfType<IResourceWithConnectionString>())
            {
                await builder.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, starting.Services), cancellationToken);
            }
        });
        LocalServerCommands.AddTo(builder.CreateResourceBuilder(container), process.Resource);
        return new(container, process.Resource);
    }

    /// <summary>A server and what lives on it, such as its databases.</summary>
    public static IEnumerable<IResource> WithChildren(IResource server, IEnumerable<IResource> resources) =>
        resources.Where(resource => resource is IResourceWithParent child && child.Parent == server).Prepend(server);

    private static string ScriptOf(ContainerResource container) => Path.Combine(
        Path.GetDirectoryName(typeof(LocalServer).Assembly.Location)!, // an assembly on disk is in a folder
        "LocalServers",
        "Scripts",
        container switch
        {
            PostgresServerResource => "postgres.sh",
            RabbitMQServerResource => "rabbitmq.sh",
            RedisResource => "redis.sh",
            _ => throw new DistributedApplicationException($"'{container.Name}' needs a container engine, and none answers. Start Docker or Podman."),
        });

    // The arguments of Redis's container are for the shell in it; PostgreSQL's are for the server.
    private static bool IsShared(ContainerResource container, IResourceAnnotation annotation) =>
        annotation is EndpointAnnotation or EnvironmentCallbackAnnotation or WaitAnnotation
        || (annotation is CommandLineArgsCallbackAnnotation && container is PostgresServerResource);

    /// <summary>Lets an endpoint be at any free port: no container has a port of its own that is always the same.</summary>
    private static EndpointAnnotation AtAnyPort(EndpointAnnotation endpoint)
    {
        endpoint.TargetHost = "127.0.0.1"; // where the servers listen; the name localhost may lead elsewhere first
        endpoint.TargetPort = null;
        endpoint.IsProxied = false;
        return endpoint;
    }
}

/// <summary>Endpoints that only the servers among themselves need.</summary>
file static class HiddenEndpoints
{
    public static IResourceBuilder<ExecutableResource> WithHiddenEndpoint(this IResourceBuilder<ExecutableResource> process, string name, string variable) =>
        process.WithEndpoint(name: name, env: variable, isProxied: false)
            .WithUrls(context => context.Urls.RemoveAll(url => url.Endpoint?.EndpointName == name));
}
