using System.Text;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Notify.Messaging;

/// <summary>Each consumer has a channel of its own; losing it means starting over, never stopping.</summary>
internal sealed partial class LaneConsumers(BrokerConnection connection, ILogger<LaneConsumers> logger) : ILaneConsumers
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    public async Task RunAsync(Lane lane, ushort prefetch, Action<uint> onStarted, Func<LaneMessage, ValueTask> onMessage, CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(lane, prefetch, onMessage, ready =>
                {
                    pause = FirstPause;
                    onStarted(ready);
                }, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogLost(lane.QueueName, exception.Message); // whatever it was must not leave the lane unserved
            }

            try
            {
                await Task.Delay(pause, TimeProvider.System, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Consumes on one channel until it closes.</summary>
    private async Task ConsumeAsync(Lane lane, ushort prefetch, Func<LaneMessage, ValueTask> onMessage, Action<uint> onStarted, CancellationToken stoppingToken)
    {
        var broker = await connection.GetAsync(stoppingToken);
        var channel = await broker.CreateChannelAsync(cancellationToken: stoppingToken);
        try
        {
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, _) =>
            {
                closed.TrySetResult();
                return Task.CompletedTask;
            };
            var queue = await Topology.DeclareLaneAsync(channel, lane, stoppingToken);
            await channel.BasicQosAsync(0, prefetch, global: false, stoppingToken);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, delivery) => await onMessage(Wrap(channel, lane, delivery));
            await channel.BasicConsumeAsync(lane.QueueName, autoAck: false, consumer, stoppingToken);
            onStarted(queue.MessageCount);
            await closed.Task.WaitAsync(stoppingToken);
        }
        finally
        {
            try
            {
                await Parting.FromAsync(channel);
            }
            catch (Exception exception) when (exception is AlreadyClosedException or OperationInterruptedException or IOException or ObjectDisposedException)
            {
                LogLost(lane.QueueName, exception.Message); // it was gone already
            }
        }
    }

    private static LaneMessage Wrap(IChannel channel, Lane lane, BasicDeliverEventArgs delivery)
    {
        var headers = delivery.BasicProperties.Headers;
        var tag = delivery.DeliveryTag;
        return new LaneMessage(
            lane,
            delivery.Body.ToArray(), // the client reuses its buffer after the handler returns
            headers is not null && headers.TryGetValue("traceparent", out var trace) && trace is byte[] bytes ? Encoding.ASCII.GetString(bytes) : null,
            headers is not null && headers.TryGetValue("x-delivery-count", out var count) ? Convert.ToInt64(count, null) : 0,
            async () =>
            {
                try
                {
                    await channel.BasicAckAsync(tag, multiple: false);
                }
                catch (Exception)
                {
                    // The broker will hand it out again; the claim in the database makes that harmless.
                }
            });
    }

    [LoggerMessage(1101, LogLevel.Warning, "Lane {Queue} is not being consumed: {Reason} Trying again.")]
    private partial void LogLost(string queue, string reason);
}
