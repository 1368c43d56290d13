using System.Collections.Concurrent;
using Notify.Delivery.Integrations;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>What was claimed together: each delivery is taken once, and those of one account that takes batches go to it together.</summary>
internal sealed class Claim : IDisposable
{
    private readonly ConcurrentDictionary<Guid, ClaimedDelivery> deliveries;
    private readonly Dictionary<Guid, ActiveIntegration> held;
    private readonly SendPermits permits;
    private readonly ProviderCalls calls;
    private readonly Dictionary<IntegrationId, ProviderCall> together = [];

    public Claim(
        IReadOnlyList<ClaimedDelivery> claimed, RouteTable routes, Dictionary<Guid, ActiveIntegration> held, SendPermits permits, ProviderCalls calls)
    {
        Routes = routes;
        this.held = held;
        this.permits = permits;
        this.calls = calls;
        deliveries = new(claimed.Select(static delivery => KeyValuePair.Create(delivery.Id.Value, delivery)));
        foreach (var group in claimed.GroupBy(static delivery => delivery.IntegrationId))
        {
            if (routes.Find(group.Key) is { } integration && calls.TakesBatches(integration) && group.Count() > 1)
            {
                together.Add(integration.Id, calls.Together(integration, group.Count()));
            }
        }
    }

    public RouteTable Routes { get; }

    /// <summary>Takes a delivery out; <see langword="null"/> when it was not claimed, or was taken before.</summary>
    public ClaimedDelivery? Take(Guid id) => deliveries.TryRemove(id, out var delivery) ? delivery : null;

    /// <summary>Gets the call by which a delivery leaves: one for itself, or one that it shares.</summary>
    public ProviderCall CallFor(ClaimedDelivery delivery, ActiveIntegration? integration) =>
        integration is not null && together.TryGetValue(integration.Id, out var shared) ? shared : calls.Single;

    /// <summary>Gives the permits back once every send of the claim has ended.</summary>
    public void Dispose()
    {
        foreach (var integration in held.Values)
        {
            permits.Return(integration);
        }
    }
}
