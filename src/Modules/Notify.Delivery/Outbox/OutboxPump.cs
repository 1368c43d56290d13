using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Messaging;

namespace Notify.Delivery.Outbox;

/// <summary>Publishes with confirms, then forgets the rows. What it cannot publish stays in the table, and the sweeper finds it.</summary>
internal sealed partial class OutboxPump(ILanePublisher publisher, OutboxStore store, ILogger<OutboxPump> logger) : BackgroundService, IOutboxPump
{
    private const int Capacity = 4_096; // entries; beyond that the table holds the backlog, not this process
    private const int MostAtOnce = 64;

    private readonly Channel<OutboxEntry> committed = Channel.CreateBounded<OutboxEntry>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    public void Announce(IReadOnlyList<OutboxEntry> entries)
    {
        foreach (var entry in entries)
        {
            committed.Writer.TryWrite(entry);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<OutboxEntry>(MostAtOnce);
        while (await committed.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && committed.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await PublishAsync(batch, stoppingToken);
        }
    }

    private async Task PublishAsync(List<OutboxEntry> batch, CancellationToken stoppingToken)
    {
        try
        {
            var published = await Task.WhenAll(batch.Select(entry => TryPublishAsync(entry, stoppingToken)));
            var done = batch.Where((_, i) => published[i]).Select(static entry => entry.Id).ToArray();
            if (done.Length > 0)
            {
                await store.ForgetAsync(done, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            LogNotForgotten(exception, batch.Count); // published twice at worst, which the claim makes harmless
        }
    }

    private async Task<bool> TryPublishAsync(OutboxEntry entry, CancellationToken stoppingToken)
    {
        try
        {
            await publisher.PublishAsync(entry.Lane, entry.Body, entry.TraceParent, stoppingToken);
            DeliveryTelemetry.Published.Add(1, DeliveryTelemetry.StageTag(entry.Lane.Stage), DeliveryTelemetry.PriorityTag(entry.Lane.Priority));
            return true;
        }
        catch (BrokerUnavailableException exception)
        {
            LogLeftToSweeper(entry.Lane.QueueName, exception.Message);
            return false;
        }
    }

    [LoggerMessage(2000, LogLevel.Debug, "A message for {Queue} stays in the outbox: {Reason}")]
    private partial void LogLeftToSweeper(string queue, string reason);

    [LoggerMessage(2001, LogLevel.Warning, "{Count} published messages stay in the outbox and will be published again.")]
    private partial void LogNotForgotten(Exception exception, int count);
}
