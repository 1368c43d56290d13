using Microsoft.Extensions.Hosting;

namespace Notify.AppHost.Lifecycle;

/// <summary>Stops the projects before everything else, so that they can finish their work with the servers still there.</summary>
internal sealed class StopOrder(DistributedApplicationModel model, ResourceCommandService commands) : IHostedService
{
    private bool hasStopped;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Hosted services stop in the reverse of the order they were added in: Aspire's own, which ends the rest, stops after this one. A test's
    // application is told to stop twice, the second time when nothing is left that could be asked.
    public Task StopAsync(CancellationToken cancellationToken) => Interlocked.Exchange(ref hasStopped, true)
        ? Task.CompletedTask
        : Task.WhenAll(model.Resources.OfType<ProjectResource>().Select(project => commands.ExecuteCommandAsync(project, KnownResourceCommands.StopCommand, cancellationToken)));
}
