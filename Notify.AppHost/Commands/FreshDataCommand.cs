using Microsoft.Extensions.DependencyInjection;
using Notify.AppHost.LocalServers;
using Notify.AppHost.State;

namespace Notify.AppHost.Commands;

/// <summary>The dashboard's button that begins anew without stopping the application.</summary>
internal static class FreshDataCommand
{
    /// <summary>
    /// Adds the command to what makes the tables: services and servers stop, all data is dropped, and they start again. Passwords, keys and
    /// plugins stay. Only where servers are processes of this machine; with containers, <c>--fresh</c> does it at a start.
    /// </summary>
    public static IResourceBuilder<ProjectResource> WithFreshDataCommand(this IResourceBuilder<ProjectResource> migrator, StateFolder state) => migrator.WithCommand(
        "fresh-data",
        "Begin with fresh data",
        context => BeginAsync(migrator.Resource, state, context),
        new CommandOptions
        {
            Description = "Stops services and servers, drops what they have stored, and starts them again.",
            ConfirmationMessage = "All notifications, subscribers, integrations and messages of this system are dropped. Go on?",
            IconName = "DatabaseArrowRight",
            UpdateState = context => Servers(context.Services.GetRequiredService<DistributedApplicationModel>()).Count > 0 ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> BeginAsync(ProjectResource migrator, StateFolder state, ExecuteCommandContext context)
    {
        var model = context.Services.GetRequiredService<DistributedApplicationModel>();
        var commands = context.Services.GetRequiredService<ResourceCommandService>();
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        var services = model.Resources.OfType<ProjectResource>().Where(project => project != migrator && Uses(project, migrator)).ToList();
        var servers = Servers(model);

        await CommandAsync(services, KnownResourceCommands.StopCommand);
        await CommandAsync(servers, KnownResourceCommands.StopCommand);
        servers.ForEach(server => FreshData.Drop(state.DataOf(server.Name)));
        await CommandAsync(servers, KnownResourceCommands.StartCommand);
        await CommandAsync([migrator], KnownResourceCommands.StartCommand);
        await notifications.WaitForResourceAsync(migrator.Name, KnownResourceStates.TerminalStates, context.CancellationToken);
        await CommandAsync(services, KnownResourceCommands.StartCommand);
        return CommandResults.Success("Everything has begun anew.");

        Task CommandAsync(IEnumerable<IResource> resources, string command) =>
            Task.WhenAll(resources.Select(resource => commands.ExecuteCommandAsync(resource, command, context.CancellationToken)));
    }

    private static bool Uses(ProjectResource project, ProjectResource migrator) => project.Annotations.OfType<WaitAnnotation>().Any(wait => wait.Resource == migrator);

    private static List<ContainerResource> Servers(DistributedApplicationModel model) =>
        [.. model.Resources.OfType<ContainerResource>().Where(static container => !container.Annotations.OfType<ContainerImageAnnotation>().Any())];
}
