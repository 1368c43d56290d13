namespace Aspire.Hosting.Eventing;

/// <summary>The events of the application.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Calls back when an event happens to a resource.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="callback">Called with the event; whoever published it waits for the end.</param>
    void Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Publishes an event and waits until all callbacks have ended.</summary>
    /// <typeparam name="T">The event.</typeparam>
    /// <param name="event">The event.</param>
    /// <param name="cancellationToken">Ends the callbacks.</param>
    /// <returns>A task that ends with the last callback.</returns>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent;
}
