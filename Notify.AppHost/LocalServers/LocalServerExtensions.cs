using Notify.AppHost.State;

namespace Notify.AppHost.LocalServers;

/// <summary>Runs the servers of an application as private processes of this machine where no container engine answers.</summary>
internal static class LocalServerExtensions
{
    /// <summary>
    /// Where no container engine answers, puts a process in the place of each container that has a start script; everything else that was
    /// said of the container (addresses, passwords, health checks, who waits for it) stays.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A container has no start script.</exception>
    public static IDistributedApplicationBuilder UseLocalServers(this IDistributedApplicationBuilder builder, StateFolder state)
    {
        if (!builder.ExecutionContext.IsRunMode || builder.Resources.OfType<ContainerResource>().ToList() is not { Count: > 0 } containers)
        {
            return builder;
        }

        if (ContainerEngine.Find(builder.Configuration) is { } engine)
        {
            if (builder.Configuration.IsFresh())
            {
                containers.ForEach(container => FreshData.DropVolumes(engine, container));
            }

            return builder;
        }

        if (builder.Configuration.IsFresh())
        {
            containers.ForEach(container => FreshData.Drop(state.DataOf(container.Name)));
        }

        var servers = containers.ConvertAll(container => LocalServer.Replace(builder, container, state.DataOf(container.Name)));
        builder.Eventing.Subscribe<BeforeStartEvent>((started, cancellationToken) =>
        {
            _ = new LocalServerMirror(servers, started.Model, started.Services).RunAsync(); // not a hosted service: those start after the resources
            return Task.CompletedTask;
        });
        return builder;
    }
}
