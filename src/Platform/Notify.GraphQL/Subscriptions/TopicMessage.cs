namespace Notify.GraphQL.Subscriptions;

/// <summary>A message on its way to the subscribers of this node.</summary>
internal abstract class TopicMessage
{
    /// <summary>Answers the message as a type.</summary>
    /// <exception cref="InvalidOperationException">It is of another type.</exception>
    public abstract TMessage Read<TMessage>();
}

/// <summary>A message of this process: nothing to read.</summary>
internal sealed class LocalMessage<TSent>(string topicName, TSent message) : TopicMessage
{
    public override TMessage Read<TMessage>() =>
        message is TMessage fitting ? fitting
        : message is null && default(TMessage) is null ? default! // null was sent, and null is a value of the type
        : throw new InvalidOperationException($"Topic '{topicName}' carries {typeof(TSent)}, but a subscriber reads {typeof(TMessage)}.");
}
