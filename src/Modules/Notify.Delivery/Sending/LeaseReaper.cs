using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Delivery.Contracts;
using Notify.Delivery.Integrations;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;

namespace Notify.Delivery.Sending;

/// <summary>Takes over what a dead dispatcher left: marks the attempt ambiguous and lets the integration's policy decide. Also sends again what a broken broker lost.</summary>
internal sealed partial class LeaseReaper(
    ClaimStore claims, StrayStore strays, IntegrationCache integrations, RetryPresets presets, SettlementMaker settlements, SettleQueue settleQueue,
    TimeProvider timeProvider, ILogger<LeaseReaper> logger) : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private const int RoundsPerStraySearch = 30;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
        {
            try
            {
                while (await ReapAsync(stoppingToken) == MostAtOnce)
                {
                }

                if (round % RoundsPerStraySearch == 0)
                {
                    await SearchStraysAsync(stoppingToken);
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
    }

    private async Task SearchStraysAsync(CancellationToken stoppingToken)
    {
        if (await strays.AnnounceAgainAsync(stoppingToken) is > 0 and var found)
        {
            LogStrays(found);
        }

        await strays.CloseEndedJobsAsync(stoppingToken);
    }

    private async Task<int> ReapAsync(CancellationToken stoppingToken)
    {
        var expired = await claims.ReadExpiredAsync(MostAtOnce, stoppingToken);
        var reaped = new List<Settlement>(expired.Count);
        foreach (var delivery in expired)
        {
            var candidates = await integrations.GetAsync(delivery.EnvironmentId, delivery.Channel, stoppingToken);
            var integration = candidates.FirstOrDefault(candidate => candidate.Id == delivery.IntegrationId);
            var verdict = RetrySchedule.NextAfterLostLease(new()
            {
                Attempt = delivery.Attempt,
                AttemptLimit = delivery.AttemptLimit,
                Preset = presets.Get(integration?.RetryPreset ?? delivery.RetryPreset),
                OnAmbiguous = integration?.OnAmbiguous ?? AmbiguityPolicy.Resend,
                HasAnotherIntegration = false,
                AcceptanceIsDelivery = false,
                Deadline = delivery.Deadline,
                Now = timeProvider.GetUtcNow(),
                Chance = Random.Shared.NextDouble(),
            });
            verdict = delivery.IsReplay && verdict.IsFailure ? verdict with { Status = DeliveryStatus.Delivered, EndsReplay = true } : verdict;
            var settlement = settlements.Make(delivery, verdict, integration?.Identifier);
            await settleQueue.EnqueueAsync(settlement, stoppingToken);
            reaped.Add(settlement);
            LogReaped(delivery.Id.Value, delivery.Attempt, verdict.Status);
        }

        await Task.WhenAll(reaped.Select(static settlement => settlement.Stored));
        DeliveryTelemetry.LeasesExpired.Add(reaped.Count);
        return expired.Count;
    }

    [LoggerMessage(2330, LogLevel.Warning, "The lease of delivery {DeliveryId}, attempt {Attempt}, ran out: it may or may not have been sent. It is {Status} now.")]
    private partial void LogReaped(Guid deliveryId, int attempt, DeliveryStatus status);

    [LoggerMessage(2331, LogLevel.Warning, "Found {Count} notifications, deliveries and jobs that no lane message leads to; announced them again.")]
    private partial void LogStrays(int count);

    [LoggerMessage(2332, LogLevel.Warning, "Expired leases wait.")]
    private partial void LogLater(Exception exception);
}
