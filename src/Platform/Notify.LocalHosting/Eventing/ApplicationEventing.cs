using System.Collections.Concurrent;
using Aspire.Hosting.Eventing;

namespace Notify.LocalHosting.Eventing;

internal sealed class ApplicationEventing : IDistributedApplicationEventing
{
    private readonly ConcurrentQueue<(IResource Resource, Type Event, Func<object, CancellationToken, Task> Callback)> subscriptions = new();

    public void Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
        => subscriptions.Enqueue((resource, typeof(T), (e, cancellationToken) => callback((T)e, cancellationToken)));

    public async Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default)
        where T : IDistributedApplicationEvent
    {
        var resource = (@event as IDistributedApplicationResourceEvent)?.Resource;
        foreach (var subscription in subscriptions)
        {
            if (subscription.Event == typeof(T) && ReferenceEquals(subscription.Resource, resource))
            {
                await subscription.Callback(@event, cancellationToken);
            }
        }
    }
}
