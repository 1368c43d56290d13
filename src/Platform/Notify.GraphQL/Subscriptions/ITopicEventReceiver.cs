using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>Subscribes to topics. Thread-safe.</summary>
public interface ITopicEventReceiver
{
    /// <summary>Subscribes; events sent after this completes are not missed.</summary>
    /// <param name="topicName">The topic.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <typeparam name="TMessage">The event's type.</typeparam>
    /// <returns>The events; dispose it to leave. It is an <see cref="IGapAwareStream{TMessage}"/>.</returns>
    ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default);
}
