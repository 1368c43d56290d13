using Microsoft.Extensions.Hosting;

namespace Notify.AppHost.Lifecycle;

/// <summary>Stops the projects before everything else, so that they can finish their work with the servers still there.</summary>
internal sealed class StopOrder(DistributedApplicationModel model, ResourceCommandService commands) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Hosted services stop in the reverse of the order they were added in: Aspire's own, which ends the rest, stops after this one.
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        model.Resources.OfType<ProjectResource>().Select(project => commands.ExecuteCommandAsync(project, KnownResourceCommands.StopCommand, cancellationToken)));
}
