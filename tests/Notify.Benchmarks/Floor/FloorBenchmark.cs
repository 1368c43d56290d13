using System.Diagnostics;
using Notify.Benchmarks.Rig;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Notify.Benchmarks.Floor;

/// <summary>What this machine's PostgreSQL and RabbitMQ do at best, so that other machines' figures can be compared.</summary>
internal static class FloorBenchmark
{
    private const int Rows = 50_000;
    private const int Group = 500;
    private const int Outstanding = 512;
    private const string Queue = "bench.floor";
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        await using var database = NpgsqlDataSource.Create(await servers.CreateDatabaseAsync(cancellationToken) + ";Max Auto Prepare=20");
        await using var broker = await new ConnectionFactory { Uri = new Uri(await servers.CreateVirtualHostUriAsync(cancellationToken)) }.CreateConnectionAsync(cancellationToken);
        await using var channel = await broker.CreateChannelAsync(Confirming, cancellationToken);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" }, cancellationToken: cancellationToken);
        var medians = await Rounds.RunAsync(
            () => CopyAsync(database, cancellationToken),
            () => UpdateAsync(database, cancellationToken),
            () => PublishAsync(channel, cancellationToken),
            () => ConsumeAsync(broker, cancellationToken));

        report.Add($"COPY, {Group} rows a commit", medians[0], "rows/s");
        report.Add($"bulk UPDATE from arrays, {Group} rows a commit", medians[1], "rows/s", "COPY", medians[0]);
        report.Add($"publish to a quorum queue, {Outstanding} unconfirmed", medians[2], "messages/s", "COPY", medians[0]);
        report.Add("consume from a quorum queue", medians[3], "messages/s", "COPY", medians[0]);
    }

    private static async Task<double> CopyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "DROP TABLE IF EXISTS floor", cancellationToken);
        await ExecuteAsync(connection, "CREATE TABLE floor (id int PRIMARY KEY, status smallint NOT NULL, body text NOT NULL, at timestamptz NOT NULL)", cancellationToken);
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < Rows; first += Group)
        {
            await using var copy = await connection.BeginBinaryImportAsync("COPY floor (id, status, body, at) FROM STDIN BINARY", cancellationToken);
            for (var id = first; id < first + Group; id++)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(id, NpgsqlDbType.Integer, cancellationToken);
                await copy.WriteAsync((short)0, NpgsqlDbType.Smallint, cancellationToken);
                await copy.WriteAsync(Messages.Body, NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(DateTime.UnixEpoch, NpgsqlDbType.TimestampTz, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> UpdateAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < Rows; first += Group)
        {
            await using var command = new NpgsqlCommand(
                "UPDATE floor f SET status = u.status FROM unnest($1, $2) AS u (id, status) WHERE f.id = u.id AND f.id = ANY($1)", connection);
            command.Parameters.Add(new() { Value = Enumerable.Range(first, Group).ToArray() });
            command.Parameters.Add(new() { Value = Enumerable.Repeat((short)1, Group).ToArray() });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> PublishAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var body = new byte[256];
        var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent };
        var unconfirmed = new Queue<Task>(Outstanding);
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Rows; i++)
        {
            if (unconfirmed.Count == Outstanding)
            {
                await unconfirmed.Dequeue();
            }

            unconfirmed.Enqueue(channel.BasicPublishAsync("", Queue, mandatory: true, properties, body, cancellationToken).AsTask());
        }

        await Task.WhenAll(unconfirmed);
        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ConsumeAsync(IConnection broker, CancellationToken cancellationToken)
    {
        await using var channel = await broker.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.BasicQosAsync(0, Outstanding, global: false, cancellationToken);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            if (++received % (Outstanding / 4) == 0 || received == Rows)
            {
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: true, cancellationToken);
            }

            if (received == Rows)
            {
                all.SetResult();
            }
        };
        var started = Stopwatch.GetTimestamp();
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, cancellationToken);
        await all.Task.WaitAsync(cancellationToken);
        return Rows / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // the text is the benchmark's own
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
