using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>Topics inside one process, for a server of one node and for tests.</summary>
internal sealed class InMemoryTopics(IOptions<SubscriptionOptions> options) : ITopicEventSender, ITopicEventReceiver
{
    private readonly LocalTopics topics = new();
    private readonly int bufferedEvents = options.Value.BufferedEvents;

    public ValueTask SendAsync<TMessage>(string topicName, TMessage message, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var local = new LocalMessage<TMessage>(topicName, message);
        foreach (var subscriber in topics.Of(topicName))
        {
            subscriber.Offer(local);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask CompleteAsync(string topicName)
    {
        foreach (var subscriber in topics.Of(topicName))
        {
            subscriber.Complete();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<ISourceStream<TMessage>> SubscribeAsync<TMessage>(string topicName, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var subscriber = new TopicSubscriber<TMessage>(bufferedEvents, leaving => topics.Remove(topicName, leaving));
        topics.Add(topicName, subscriber);
        return ValueTask.FromResult<ISourceStream<TMessage>>(subscriber);
    }
}
