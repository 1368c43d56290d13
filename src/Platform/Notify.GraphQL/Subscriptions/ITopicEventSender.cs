namespace Notify.GraphQL.Subscriptions;

/// <summary>Sends events to all subscribers of a topic. Thread-safe.</summary>
public interface ITopicEventSender
{
    /// <summary>Sends one event. Nobody has to listen; events are not kept.</summary>
    /// <param name="topicName">The topic.</param>
    /// <param name="message">The event. Over Redis it travels as JSON.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <typeparam name="TMessage">The event's type, the same as subscribers ask for.</typeparam>
    /// <exception cref="TimeoutException">Redis did not answer in time: the event may have gone out or not.</exception>
    ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default);

    /// <summary>Ends the topic for those who subscribe to it now.</summary>
    /// <param name="topicName">The topic.</param>
    ValueTask CompleteAsync(string topicName);
}
