using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Audience.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Storage;
using Npgsql;

namespace Notify.Delivery.Receipts;

/// <summary>Applies what providers reported, each fact once: take → lock → decide → suppress → record, in one transaction.</summary>
internal sealed partial class ReceiptLoop(
    NpgsqlDataSource dataSource, ReceiptEvents events, ISuppressionList suppressions, TimeProvider timeProvider,
    ILogger<ReceiptLoop> logger) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        do
        {
            try
            {
                while (await ApplyAsync(stoppingToken) == MostAtOnce)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                LogLater(exception); // whatever it was must not end the loop
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Applies what is due.</summary>
    /// <returns>How many were looked at.</returns>
    internal async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await ReceiptStore.TakeDueAsync(connection, MostAtOnce, timeProvider.GetUtcNow(), cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        var deliveries = await ReceiptStore.LockDeliveriesAsync(connection, due, cancellationToken);
        var decided = new List<(Receipt Receipt, ReceiptDecision Decision)>(due.Count);
        var told = new List<EventDraft>();
        foreach (var receipt in due.Select(receipt => Join(receipt, deliveries)))
        {
            var decision = ReceiptRules.Decide(receipt, timeProvider.GetUtcNow());
            decided.Add((receipt, decision));
            if (decision.Status is { } status && receipt.Delivery is { } delivery)
            {
                told.AddRange(events.Tell(receipt, decision));
                deliveries[delivery.Id.Value] = delivery with { Status = status }; // what the next receipt of this delivery finds
            }

            if (decision.Suppress is { } reason)
            {
                await SuppressAsync(receipt, reason, cancellationToken); // before the commit: done twice it does no harm, left out it would
            }
        }

        await ReceiptStore.ApplyAsync(connection, decided, told, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        var jobs = decided.Where(static pair => pair.Decision.Status is not null)
            .SelectMany(static pair => pair.Receipt.Delivery!.Notifications).Select(static notification => notification.JobId).OfType<Guid>().Distinct().ToArray(); // a change has a delivery
        if (jobs.Length > 0)
        {
            await JobClosing.CloseAsync(connection, jobs, timeProvider, cancellationToken);
        }

        return due.Count;
    }

    /// <summary>A receipt counts for a delivery of its own environment only, whatever it names.</summary>
    private static Receipt Join(Receipt receipt, Dictionary<Guid, ReportedDelivery> deliveries) =>
        receipt.DeliveryId is { } id && deliveries.TryGetValue(id, out var delivery) && delivery.EnvironmentId == receipt.EnvironmentId
            ? receipt with { Delivery = delivery } : receipt;

    private async Task SuppressAsync(Receipt receipt, string reason, CancellationToken cancellationToken)
    {
        if ((receipt.Delivery?.Channel ?? receipt.Channel) is not { } channel || (receipt.Address ?? receipt.Delivery?.Address) is not { } address)
        {
            return; // nothing says which address it was
        }

        var suppression = new Suppression { Channel = channel, Address = address, Reason = reason, Code = receipt.Code, Source = receipt.Integration ?? "deleted integration" };
        if (await suppressions.AddAsync(receipt.EnvironmentId, suppression, cancellationToken))
        {
            LogSuppressed(channel, reason);
        }
    }

    [LoggerMessage(2420, LogLevel.Information, "An address on channel {Channel} is not used any more: {Reason}.")]
    private partial void LogSuppressed(string channel, string reason);

    [LoggerMessage(2421, LogLevel.Warning, "Receipts wait.")]
    private partial void LogLater(Exception exception);
}
