namespace Notify.Messaging;

/// <summary>Publishes and comes back only when the broker has the message on disk (publisher confirms, mandatory).</summary>
public interface ILanePublisher
{
    /// <summary>Publishes ids to a lane, declaring its queue when needed.</summary>
    /// <param name="lane">Where to.</param>
    /// <param name="body">The message; ids, never content.</param>
    /// <param name="traceParent">The W3C trace context to carry; <see langword="null"/> when not traced.</param>
    /// <param name="cancellationToken">Ends the wait; the message may then be published or not.</param>
    /// <exception cref="BrokerUnavailableException">The broker is away or refused the message; nothing can be said about it.</exception>
    ValueTask PublishAsync(Lane lane, ReadOnlyMemory<byte> body, string? traceParent, CancellationToken cancellationToken);

    /// <summary>Publishes an event to the topic exchange <c>notify.events</c>. An event that nobody bound a queue for is dropped by the broker.</summary>
    /// <param name="routingKey">The event's type, such as <c>notify.notification.sent</c>.</param>
    /// <param name="messageId">The event's id, for consumers that de-duplicate.</param>
    /// <param name="body">The event as JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BrokerUnavailableException">The broker is away or refused the message.</exception>
    ValueTask PublishEventAsync(string routingKey, string messageId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
