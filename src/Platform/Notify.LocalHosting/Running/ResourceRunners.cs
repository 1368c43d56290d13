using Notify.LocalHosting.Configuration;
using Notify.LocalHosting.Model;
using Notify.LocalHosting.Waiting;
using Microsoft.Extensions.DependencyInjection;

namespace Notify.LocalHosting.Running;

/// <summary>One runner for each resource that can be started, and the order in which they are stopped.</summary>
internal sealed class ResourceRunners(DistributedApplicationModel model, IServiceProvider services) : IDisposable
{
    private readonly Lazy<IReadOnlyDictionary<string, ResourceRunner>> all = new(() => model.Resources
        .Where(static r => r.Last<LaunchAnnotation>() is not null)
        .ToDictionary(
            static r => r.Name,
            r => ActivatorUtilities.CreateInstance<ResourceRunner>(services, r, r.Last<LaunchAnnotation>()!),
            StringComparer.OrdinalIgnoreCase));

    public IReadOnlyDictionary<string, ResourceRunner> All => all.Value;

    public ResourceRunner Find(string name) => All.TryGetValue(name, out var runner)
        ? runner
        : throw new DistributedApplicationException($"There is no resource '{name}'. There are: {string.Join(", ", All.Keys.Order())}.");

    /// <summary>Stops all, each only after those that use it have stopped.</summary>
    public Task StopAllAsync()
    {
        var stops = new Dictionary<IResource, Task>();
        return Task.WhenAll(All.Values.Select(runner => StopAfterUsersAsync(runner.Resource)));

        Task StopAfterUsersAsync(IResource resource)
        {
            if (stops.TryGetValue(resource, out var stop))
            {
                return stop;
            }

            stops[resource] = Task.CompletedTask; // resources that use each other in a circle are stopped in any order
            var users = All.Values.Where(r => Uses(r.Resource).Contains(resource)).Select(r => StopAfterUsersAsync(r.Resource)).ToList();
            return stops[resource] = StopOneAsync(users, resource);
        }

        async Task StopOneAsync(List<Task> users, IResource resource)
        {
            await Task.WhenAll(users);
            await Find(resource.Name).StopAsync();
        }
    }

    public void Dispose()
    {
        foreach (var runner in All.Values)
        {
            runner.Dispose();
        }
    }

    private static HashSet<IResource> Uses(IResource resource)
    {
        var direct = resource.All<WaitAnnotation>().Select(static w => w.Resource)
            .Concat(resource.All<ReferenceAnnotation>().Select(static r => r.Resource))
            .Concat(resource is IResourceWithParent child ? [child.Parent] : [])
            .ToList();
        return [.. direct, .. direct.OfType<IResourceWithParent>().Select(static c => c.Parent)];
    }
}
