using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>First-start data.</summary>
public interface IDeliveryBootstrap
{
    /// <summary>Adds the integrations of <c>Notify:Bootstrap:Integrations</c> that are missing, and updates the settings of those that are there.</summary>
    /// <returns>How many were added or changed.</returns>
    Task<int> EnsureIntegrationsAsync(EnvironmentId environmentId, CancellationToken cancellationToken);

    /// <summary>Makes the partitions that the coming weeks need.</summary>
    Task EnsurePartitionsAsync(CancellationToken cancellationToken);
}
