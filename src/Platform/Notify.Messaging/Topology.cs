using RabbitMQ.Client;

namespace Notify.Messaging;

/// <summary>Declares what messages travel through. Declaring again what exists costs one round trip and changes nothing.</summary>
internal static class Topology
{
    public const string EventsExchange = "notify.events";

    /// <summary>Quorum queues: a message survives the broker's death once it is confirmed.</summary>
    private static readonly Dictionary<string, object?> QuorumQueue = new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 1_000_000, // poison is counted and put aside by the consumer, with its reason; the broker must never drop
    };

    public static Task<QueueDeclareOk> DeclareLaneAsync(IChannel channel, Lane lane, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(lane.QueueName, durable: true, exclusive: false, autoDelete: false, QuorumQueue, cancellationToken: cancellationToken);

    public static Task DeclareEventsAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.ExchangeDeclareAsync(EventsExchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
}
