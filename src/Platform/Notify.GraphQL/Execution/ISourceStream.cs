namespace Notify.GraphQL.Execution;

/// <summary>The events of one subscriber, from the moment of subscribing on. Dispose it to leave.</summary>
/// <typeparam name="TMessage">The event's type.</typeparam>
public interface ISourceStream<out TMessage> : IAsyncDisposable
{
    /// <summary>Reads the events until the topic is completed. May be called once.</summary>
    /// <exception cref="GraphQLException">The subscriber fell too far behind (<see cref="ErrorCodes.SubscriptionOverflow"/>).</exception>
    IAsyncEnumerable<TMessage> ReadEventsAsync();
}
