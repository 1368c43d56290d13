using System.Collections.Concurrent;
using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Notify.Messaging;

/// <summary>
/// One confirming channel. What is outstanding is bounded here, by a semaphore, because the client's own throttling limiter
/// holds confirmed publishing to a small fraction of what the broker does.
/// </summary>
internal sealed class LanePublisher(BrokerConnection connection) : ILanePublisher, IAsyncDisposable
{
    private const int MaxOutstanding = 512; // messages; each carries many ids
    private static readonly TimeSpan ConfirmBudget = TimeSpan.FromSeconds(10);
    private static readonly ActivitySource Activities = new("Notify.Messaging");
    private readonly SemaphoreSlim outstanding = new(MaxOutstanding, MaxOutstanding);
    private readonly SemaphoreSlim opening = new(1, 1);
    private readonly ConcurrentDictionary<string, byte> declared = new();
    private IChannel? channel;

    public async ValueTask PublishAsync(Lane lane, ReadOnlyMemory<byte> body, string? traceParent, CancellationToken cancellationToken)
    {
        // Whoever publishes does it for many requests: the client's own span would belong to none of them.
        using var activity = traceParent is null ? null : Activities.StartActivity($"publish {lane.Stage}", ActivityKind.Internal, traceParent);
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent, Priority = lane.AmqpPriority };
        if (traceParent is not null)
        {
            properties.Headers = new Dictionary<string, object?> { ["traceparent"] = traceParent };
        }

        await PublishAsync(
            async (open, token) =>
            {
                if (!declared.ContainsKey(lane.QueueName))
                {
                    await Topology.DeclareLaneAsync(open, lane, token);
                    declared[lane.QueueName] = 0;
                }
            },
            exchange: "", lane.QueueName, mandatory: true, properties, body, cancellationToken);
    }

    public ValueTask PublishEventAsync(string routingKey, string messageId, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        PublishAsync(
            async (open, token) =>
            {
                if (!declared.ContainsKey(Topology.EventsExchange))
                {
                    await Topology.DeclareEventsAsync(open, token);
                    declared[Topology.EventsExchange] = 0;
                }
            },
            Topology.EventsExchange, routingKey, mandatory: false,
            new BasicProperties { DeliveryMode = DeliveryModes.Persistent, ContentType = "application/json", MessageId = messageId, Type = routingKey },
            body, cancellationToken);

    private async ValueTask PublishAsync(
        Func<IChannel, CancellationToken, Task> declare, string exchange, string routingKey, bool mandatory,
        BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await outstanding.WaitAsync(cancellationToken);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(ConfirmBudget);
        try
        {
            var open = await OpenAsync(budget.Token);
            await declare(open, budget.Token);
            await open.BasicPublishAsync(exchange, routingKey, mandatory, properties, body, budget.Token);
        }
        catch (PublishException exception) when (exception.IsReturn)
        {
            declared.TryRemove(routingKey, out _); // the queue was deleted behind our back: declare it again next time
            throw new BrokerUnavailableException($"RabbitMQ has no queue '{routingKey}' any more.", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BrokerUnavailableException($"RabbitMQ did not confirm within {ConfirmBudget}.", exception);
        }
        catch (Exception exception) when (exception is PublishException or AlreadyClosedException or OperationInterruptedException or IOException or ObjectDisposedException)
        {
            throw new BrokerUnavailableException("RabbitMQ went away before it confirmed.", exception);
        }
        finally
        {
            outstanding.Release();
        }
    }

    private async ValueTask<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } open)
        {
            return open;
        }

        await opening.WaitAsync(cancellationToken);
        try
        {
            if (channel is { IsOpen: true } openMeanwhile)
            {
                return openMeanwhile;
            }

            declared.Clear();
            var broker = await connection.GetAsync(cancellationToken);
            channel = await broker.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null),
                cancellationToken);
            return channel;
        }
        finally
        {
            opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null)
        {
            await Parting.FromAsync(channel);
        }

        outstanding.Dispose();
        opening.Dispose();
    }
}
