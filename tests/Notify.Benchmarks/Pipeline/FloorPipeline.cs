using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using Notify.Benchmarks.Rig;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Notify.Benchmarks.Pipeline;

/// <summary>
/// As fast as these writes get: the same rows in the same tables, in groups of 256, the same hops through quorum queues with confirms,
/// the same mails over 8 SMTP sessions. It has no requests to read, no recipients to find, nothing to render, and forgets nothing but safety.
/// </summary>
internal sealed class FloorPipeline : IAsyncDisposable
{
    private const int Group = 256;
    private const int Sessions = 8;
    private const string PlanQueue = "floor.plan";
    private const string SendQueue = "floor.send";
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    private readonly NotifySystem system;
    private readonly IConnection broker;
    private readonly IChannel publisher;
    private readonly IChannel consumer;
    private readonly Channel<FloorGroup> mails = Channel.CreateBounded<FloorGroup>(Group * 4);
    private FloorGroup[] groups = [];

    private FloorPipeline(NotifySystem system, IConnection broker, IChannel publisher, IChannel consumer) =>
        (this.system, this.broker, this.publisher, this.consumer) = (system, broker, publisher, consumer);

    public static async Task<FloorPipeline> StartAsync(NotifySystem system, CancellationToken cancellationToken)
    {
        var broker = await new ConnectionFactory { Uri = system.Broker }.CreateConnectionAsync(cancellationToken);
        var pipeline = new FloorPipeline(
            system, broker, await broker.CreateChannelAsync(Confirming, cancellationToken), await broker.CreateChannelAsync(cancellationToken: cancellationToken));
        foreach (var queue in new[] { PlanQueue, SendQueue })
        {
            await pipeline.publisher.QueueDeclareAsync(
                queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        }

        return pipeline;
    }

    /// <summary>Sends mails.</summary>
    /// <returns>Mails a second, until the last is recorded and its events are published.</returns>
    public async Task<double> RunAsync(int count, CancellationToken cancellationToken)
    {
        groups = [.. Enumerable.Range(0, count / Group).Select(static _ => new FloorGroup(Group))];
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => FloorSmtp.ConnectAsync(system.SmtpPort, cancellationToken)));
        var (toPlan, toSend) = (await ConsumeAsync(PlanQueue, cancellationToken), await ConsumeAsync(SendQueue, cancellationToken));
        var sending = sessions.Select(session => session.RunAsync(mails.Reader, ending.Token)).ToArray();
        var started = Stopwatch.GetTimestamp();
        var stages = new[] { AcceptAllAsync(cancellationToken), WorkAsync(toPlan, PlanAsync, cancellationToken), WorkAsync(toSend, SendAsync, cancellationToken), WorkAsync(toSend, SendAsync, cancellationToken) };
        await Task.WhenAll(groups.Select(static group => group.Recorded).Concat(stages));
        var rate = count / Stopwatch.GetElapsedTime(started).TotalSeconds;
        await ending.CancelAsync();
        await Task.WhenAll(sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Array.ForEach(sessions, static session => session.Dispose());
        return rate;
    }

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        await consumer.DisposeAsync();
        await broker.DisposeAsync();
    }

    private async Task<ChannelReader<Arrival>> ConsumeAsync(string queue, CancellationToken cancellationToken)
    {
        var arrived = Channel.CreateBounded<Arrival>(1_024);
        var remaining = groups.Length;
        var receiver = new AsyncEventingBasicConsumer(consumer);
        receiver.ReceivedAsync += async (_, delivery) =>
        {
            await arrived.Writer.WriteAsync(new(BinaryPrimitives.ReadInt32LittleEndian(delivery.Body.Span), delivery.DeliveryTag), cancellationToken);
            if (--remaining == 0)
            {
                arrived.Writer.Complete();
                await consumer.BasicCancelAsync(receiver.ConsumerTags[0], noWait: true, cancellationToken);
            }
        };
        await consumer.BasicConsumeAsync(queue, autoAck: false, receiver, cancellationToken);
        return arrived.Reader;
    }

    private async Task WorkAsync(ChannelReader<Arrival> arrivals, Func<FloorGroup, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        await foreach (var arrival in arrivals.ReadAllAsync(cancellationToken))
        {
            await work(groups[arrival.Index], cancellationToken);
            await consumer.BasicAckAsync(arrival.Tag, multiple: false, cancellationToken);
        }
    }

    private async Task AcceptAllAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            var (group, entry) = (groups[i], Guid.CreateVersion7());
            await StoreAsync(
                cancellationToken,
                ("INSERT INTO delivery.triggers (id, environment_id, subject, body) SELECT id, $2, $3, $4 FROM unnest($1) id", [group.Triggers, Guid.Empty, Messages.Subject, Messages.Body]),
                ("""
                INSERT INTO delivery.notifications (id, environment_id, trigger_id, subscriber_id, user_id, channel, priority, status, simulated)
                SELECT id, $3, trigger, $3, 'user', 'email', 1, 0, false FROM unnest($1, $2) AS t (id, trigger)
                """, [group.Notifications, group.Triggers, Guid.Empty]),
                Events(group.Accepted, group.Notifications), EventOutbox(group.Accepted), Outbox(entry));
            await HandOnAsync(PlanQueue, i, entry, cancellationToken);
        }
    }

    private async Task PlanAsync(FloorGroup group, CancellationToken cancellationToken)
    {
        var entry = Guid.CreateVersion7();
        await StoreAsync(
            cancellationToken,
            ("UPDATE delivery.notifications SET status = 2 WHERE id = ANY($1)", [group.Notifications]),
            ("""
            INSERT INTO delivery.deliveries (id, environment_id, channel, priority, status, address, simulated, retry_preset, queued_at)
            SELECT id, $2, 'email', 1, 1, 'user@example.com', false, 'standard', now() FROM unnest($1) id
            """, [group.Deliveries, Guid.Empty]),
            ("INSERT INTO delivery.delivery_notifications (delivery_id, notification_id) SELECT * FROM unnest($1, $2)", [group.Deliveries, group.Notifications]),
            Outbox(entry));
        await HandOnAsync(SendQueue, Array.IndexOf(groups, group), entry, cancellationToken);
    }

    private async Task SendAsync(FloorGroup group, CancellationToken cancellationToken)
    {
        await StoreAsync(
            cancellationToken,
            ("UPDATE delivery.deliveries SET status = 2, attempts = 1, fence = 1, lease_until = now() + interval '30 s' WHERE id = ANY($1)", [group.Deliveries]),
            ("INSERT INTO delivery.attempts (delivery_id, number, environment_id, started_at, outcome) SELECT id, 1, $2, now(), 0 FROM unnest($1) id", [group.Deliveries, Guid.Empty]));
        for (var i = 0; i < Group; i++)
        {
            await mails.Writer.WriteAsync(group, cancellationToken);
        }

        await group.AllSent;
        await StoreAsync(
            cancellationToken,
            ("UPDATE delivery.deliveries SET status = 4, lease_until = NULL, sent_at = now(), provider_message_id = 'x' WHERE id = ANY($1)", [group.Deliveries]),
            ("UPDATE delivery.attempts SET finished_at = now(), outcome = 1, provider_message_id = 'x' WHERE delivery_id = ANY($1) AND number = 1", [group.Deliveries]),
            Events(group.Sent, group.Notifications), EventOutbox(group.Sent), Events(group.EmailSent, group.Notifications), EventOutbox(group.EmailSent),
            ("UPDATE delivery.notifications SET status = 3, delivered_at = now() WHERE id = ANY($1)", [group.Notifications]));
        await PublishEventsAsync(group, cancellationToken);
    }

    private async Task PublishEventsAsync(FloorGroup group, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetBytes(FloorGroup.Payload);
        Guid[] events = [.. group.Accepted, .. group.Sent, .. group.EmailSent];
        await Task.WhenAll(events.Select(id => publisher.BasicPublishAsync(
            "notify.events", "floor", mandatory: false, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, body, cancellationToken).AsTask()));
        await StoreAsync(cancellationToken, ("DELETE FROM delivery.event_outbox WHERE event_id = ANY($1)", [events]));
        group.MarkRecorded();
    }

    private async Task HandOnAsync(string queue, int index, Guid entry, CancellationToken cancellationToken)
    {
        var body = new byte[Group * 16]; // as many bytes as the ids of a group take
        BinaryPrimitives.WriteInt32LittleEndian(body, index);
        await publisher.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, body, cancellationToken);
        await StoreAsync(cancellationToken, ("DELETE FROM delivery.outbox WHERE id = $1", [entry]));
    }

    private static (string Sql, object[] Values) Events(Guid[] ids, Guid[] notifications) => (
        "INSERT INTO delivery.events (id, environment_id, notification_id, type, payload) SELECT id, $3, notification, 'floor', $4 FROM unnest($1, $2) AS t (id, notification)",
        [ids, notifications, Guid.Empty, new NpgsqlParameter { Value = FloorGroup.Payload, NpgsqlDbType = NpgsqlDbType.Jsonb }]);

    private static (string Sql, object[] Values) EventOutbox(Guid[] ids) => ("INSERT INTO delivery.event_outbox (event_id) SELECT * FROM unnest($1)", [ids]);

    private static (string Sql, object[] Values) Outbox(Guid id) =>
        ("INSERT INTO delivery.outbox (id, stage, priority, body, created_at) VALUES ($1, 'floor', 1, $2, now() + interval '1 day')", [id, new byte[Group * 16]]);

    private async Task StoreAsync(CancellationToken cancellationToken, params (string Sql, object[] Values)[] statements)
    {
        await using var connection = await system.Database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (sql, values) in statements)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
            }

            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private readonly record struct Arrival(int Index, ulong Tag);
}
