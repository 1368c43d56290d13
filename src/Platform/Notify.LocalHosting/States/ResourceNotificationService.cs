using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Publishes the states of resources and waits for them.</summary>
/// <param name="loggers">The console output, quoted when a wait fails.</param>
public sealed class ResourceNotificationService(ResourceLoggerService loggers)
{
    private readonly ConcurrentDictionary<string, ResourceEvent> current = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<ResourceEvent>, byte> watchers = new();
    private readonly Lock gate = new();

    /// <summary>Waits until a resource is running and healthy.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that made it healthy.</returns>
    /// <exception cref="DistributedApplicationException">The resource has failed or ended; the message quotes its last lines.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName,
            static e => e.Snapshot is { IsReady: true, HealthStatus: HealthStatus.Healthy } || IsTerminal(e),
            cancellationToken);
        return IsTerminal(change) ? throw new DistributedApplicationException(Describe(change)) : change;
    }

    /// <summary>Waits until a resource is in a state.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="targetState">The state; <see cref="KnownResourceStates.Running"/> when null.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it is.</returns>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of several states.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="targetStates">The states.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The state it is in.</returns>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToHashSet(StringComparer.Ordinal);
        var change = await WaitForResourceAsync(resourceName, e => e.Snapshot.State is { } state && states.Contains(state.Text), cancellationToken);
        return change.Snapshot.State!.Text; // the predicate has seen it
    }

    /// <summary>Waits until a resource is as wanted.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <param name="predicate">Whether it is as wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The change that made it so.</returns>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        try
        {
            await foreach (var change in WatchAsync(cancellationToken))
            {
                if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
                {
                    return change;
                }
            }
        }
        catch (OperationCanceledException ex)
        {
            throw new OperationCanceledException(
                current.TryGetValue(resourceName, out var last)
                    ? "The wait ended before the resource was as wanted. " + Describe(last)
                    : $"The wait ended, and no resource '{resourceName}' was ever seen. There are: {string.Join(", ", current.Keys.Order())}.",
                ex,
                cancellationToken);
        }

        throw new InvalidOperationException("The stream of changes ended.");
    }

    /// <summary>Streams the present state of each resource and then every change.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The changes.</returns>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(); // changes are few: a handful for each start and stop
        lock (gate)
        {
            foreach (var change in current.Values)
            {
                channel.Writer.TryWrite(change);
            }

            watchers.TryAdd(channel, 0);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            watchers.TryRemove(channel, out _);
        }
    }

    /// <summary>Gets what is known of a resource now.</summary>
    /// <param name="resourceId">The resource.</param>
    /// <param name="resourceEvent">Its last change.</param>
    /// <returns>False when nothing is known of it.</returns>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        current.TryGetValue(resourceId, out resourceEvent);

    /// <summary>Changes what is known of a resource, and tells all who watch.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new snapshot from the present one.</param>
    /// <returns>A completed task.</returns>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        lock (gate)
        {
            var before = current.TryGetValue(resource.Name, out var last)
                ? last.Snapshot
                : new CustomResourceSnapshot { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal) };
            var after = stateFactory(before);
            if (last is not null && after == before)
            {
                return Task.CompletedTask;
            }

            var change = current[resource.Name] = new ResourceEvent(resource, after);
            foreach (var watcher in watchers.Keys)
            {
                watcher.Writer.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    internal static bool IsTerminal(ResourceEvent change) =>
        change.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    internal string Describe(ResourceEvent change)
    {
        var snapshot = change.Snapshot;
        var health = snapshot.HealthStatus is { } status ? $", {status}" : "";
        var exit = snapshot.ExitCode is { } code ? $", exit code {code}" : "";
        var lines = loggers.LastLines(change.Resource.Name, 20);
        return $"Resource '{change.Resource.Name}' is {snapshot.State?.Text ?? "unknown"}{health}{exit}. {snapshot.Reason}".TrimEnd()
            + (lines.Count > 0 ? $"\nLast {lines.Count} lines of its console:\n  {string.Join("\n  ", lines)}" : "");
    }
}
