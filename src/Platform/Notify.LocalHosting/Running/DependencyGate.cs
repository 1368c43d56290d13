using Notify.LocalHosting.Model;
using Notify.LocalHosting.Waiting;

namespace Notify.LocalHosting.Running;

/// <summary>Holds a resource back until what it waits for is there.</summary>
internal sealed class DependencyGate(ResourceNotificationService notifications, DistributedApplicationOptions options)
{
    public Task WaitAsync(IResource resource, CancellationToken cancellationToken) =>
        Task.WhenAll(resource.All<WaitAnnotation>().Select(wait => WaitAsync(resource, wait, cancellationToken)));

    private async Task WaitAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var change = await notifications.WaitForResourceAsync(
            wait.Resource.Name,
            e => wait.Kind == WaitKind.Completion
                ? ResourceNotificationService.IsTerminal(e)
                : e.Snapshot.IsReady || (options.DisableDashboard && ResourceNotificationService.IsTerminal(e)),
            cancellationToken);

        var satisfied = wait.Kind == WaitKind.Completion
            ? change.Snapshot.State?.Text != KnownResourceStates.FailedToStart && change.Snapshot.ExitCode == wait.ExitCode
            : change.Snapshot.IsReady;
        if (!satisfied)
        {
            throw new DistributedApplicationException(
                $"'{resource.Name}' was not started because it waits for '{wait.Resource.Name}'. {notifications.Describe(change)}");
        }
    }
}
