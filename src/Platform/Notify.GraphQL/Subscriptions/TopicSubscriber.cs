namespace Notify.GraphQL.Subscriptions;

/// <summary>One subscriber of a topic on this node, whatever brings the messages.</summary>
internal abstract class TopicSubscriber
{
    public abstract void Offer(TopicMessage message);

    public abstract void OfferGap();

    public abstract void Complete();
}

/// <inheritdoc cref="TopicSubscriber" />
internal sealed class TopicSubscriber<TMessage>(int bufferedEvents, Action<TopicSubscriber> leave) : TopicSubscriber, IGapAwareStream<TMessage>
{
    private readonly BoundedBuffer<TMessage> buffer = new(bufferedEvents);

    public override void Offer(TopicMessage message)
    {
        try
        {
            buffer.Add(message.Read<TMessage>());
        }
        catch (InvalidOperationException unreadable)
        {
            buffer.Complete(unreadable); // another type than this subscriber asked for: a mistake in the schema, not in the message
        }
    }

    public override void OfferGap() => buffer.AddGap();

    public override void Complete() => buffer.Complete();

    public IAsyncEnumerable<TMessage> ReadEventsAsync() => buffer.ReadAsync();

    public IAsyncEnumerable<LiveItem<TMessage>> ReadWithGapsAsync() => buffer.ReadWithGapsAsync();

    public ValueTask DisposeAsync()
    {
        leave(this);
        buffer.Complete();
        return ValueTask.CompletedTask;
    }
}
