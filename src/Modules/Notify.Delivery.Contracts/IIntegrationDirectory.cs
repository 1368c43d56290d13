using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Keeps the provider accounts of the present request's environment. Secrets go in and never come out.</summary>
public interface IIntegrationDirectory
{
    /// <summary>Lists all integrations, oldest first.</summary>
    Task<IReadOnlyList<IntegrationView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Finds one; <see langword="null"/> when the environment has none of that id.</summary>
    Task<IntegrationView?> FindAsync(IntegrationId id, CancellationToken cancellationToken);

    /// <summary>Adds one. The first of a channel becomes its primary.</summary>
    /// <exception cref="NotifyException">The settings do not fit the plugin's schema, the provider is unknown, or the identifier is taken.</exception>
    Task<IntegrationView> CreateAsync(IntegrationDraft draft, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Changes the given members; settings are merged, and a secret that is not given is kept.</summary>
    /// <exception cref="NotifyException">There is no such integration or the result would not be valid.</exception>
    Task<IntegrationView> UpdateAsync(IntegrationId id, IntegrationPatch patch, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Removes one; the next of the channel becomes primary.</summary>
    /// <exception cref="NotifyException">There is no such integration.</exception>
    Task DeleteAsync(IntegrationId id, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Looks whether the integration's provider can take messages now, without sending one.</summary>
    /// <param name="id">The integration.</param>
    /// <param name="timeout">How long the look may take.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="NotifyException">There is no such integration.</exception>
    Task<IntegrationHealth> CheckHealthAsync(IntegrationId id, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Lists the plugin folders of this process, each with the worst health of the environment's active integrations of it.</summary>
    /// <param name="timeout">How long the looks may take, all at once.</param>
    /// <param name="cancellationToken">Ends the looks.</param>
    Task<IReadOnlyList<PluginView>> ListPluginsAsync(TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Checks the stored credentials live, without sending a message.</summary>
    /// <exception cref="NotifyException">There is no such integration.</exception>
    Task<IntegrationCheck> VerifyAsync(IntegrationId id, CancellationToken cancellationToken);
}
