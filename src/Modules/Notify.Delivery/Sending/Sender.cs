using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Audience.Contracts;
using Notify.Channels.Sdk;
using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Integrations;
using Notify.Delivery.Lanes;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Plugins;

namespace Notify.Delivery.Sending;

/// <summary>
/// One message's way to its provider: choose integration → claim → render → send → decide → settle. Everything before the claim may be
/// repeated; nothing after it happens without a row that says so.
/// </summary>
internal sealed partial class Sender(
    ClaimStore claims, IntegrationCache integrations, Breakers breakers, IChannelPlugins plugins, IMessageRenderer renderer, RetryPresets presets,
    SettlementMaker settlements, SettleQueue settleQueue, IEndpointFeedback endpoints, SloWatch slo, IOptions<DispatchOptions> options, TimeProvider timeProvider,
    ILogger<Sender> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly DispatchOptions limits = options.Value;

    /// <summary>Sends a batch and finishes its tickets as they are settled.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="batch">What to send.</param>
    /// <param name="onPlaceFree">Called once per ticket when its place is free again.</param>
    /// <param name="stoppingToken">Ends when the dispatcher stops; what is claimed by then is still sent and settled.</param>
    public async Task SendAsync(string channel, LaneBatch batch, Action onPlaceFree, CancellationToken stoppingToken)
    {
        var (claimed, integration, hasAnother) = await ClaimAsync(channel, batch, stoppingToken);
        var byId = claimed.ToDictionary(static delivery => delivery.Id.Value);
        await Task.WhenAll(batch.Tickets.Select(async ticket =>
        {
            try
            {
                // A second ticket for the same delivery finds it gone from the table: only the first one sends.
                if (byId.Remove(ticket.Id, out var delivery))
                {
                    await SendAsync(delivery, integration, hasAnother);
                }
            }
            catch (Exception exception)
            {
                LogNotSettled(exception, ticket.Id); // from here on its lease leads to it, not its lane message
            }
            finally
            {
                onPlaceFree();
                await ticket.Unit.FinishAsync();
            }
        }).ToArray());
    }

    private async Task<(List<ClaimedDelivery> Claimed, ActiveIntegration? Integration, bool HasAnother)> ClaimAsync(
        string channel, LaneBatch batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var candidates = await integrations.GetAsync(batch.EnvironmentId, channel, stoppingToken);
                var integration = candidates.FirstOrDefault(candidate => !breakers.IsOpen(candidate.Id)) ?? (candidates.Count > 0 ? candidates[0] : null);
                stoppingToken.ThrowIfCancellationRequested();
                var claimed = await claims.ClaimAsync(batch.Ids(), integration?.Id, limits.ClaimLease, CancellationToken.None); // cut off, it might be committed all the same
                return (claimed, integration, candidates.Any(candidate => candidate != integration && !breakers.IsOpen(candidate.Id)));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception)
            {
                LogNotClaimed(exception, batch.Tickets.Count); // nothing was sent: the batch must neither be lost nor hold its places for ever
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
        }
    }

    private async Task SendAsync(ClaimedDelivery delivery, ActiveIntegration? integration, bool hasAnother)
    {
        using var activity = DeliveryTelemetry.Activities.StartActivity($"send {delivery.Channel}", ActivityKind.Producer, delivery.TraceParent);
        activity?.SetTag("notify.delivery.id", delivery.Id.Value);
        activity?.SetTag("notify.attempt", delivery.Attempt);
        DeliveryTelemetry.InFlight.Add(1, DeliveryTelemetry.ChannelTag(delivery.Channel));
        var started = timeProvider.GetTimestamp();
        Verdict verdict;
        try
        {
            var outcome = delivery.Deadline <= timeProvider.GetUtcNow() ? null : await CallAsync(delivery, integration, activity);
            verdict = outcome is null ? RetrySchedule.TooLate() : Decide(outcome, delivery, integration, hasAnother);
            if (outcome is not null && integration is not null)
            {
                breakers.Learn(integration.Id, outcome);
            }
        }
        finally
        {
            DeliveryTelemetry.InFlight.Add(-1, DeliveryTelemetry.ChannelTag(delivery.Channel));
        }

        verdict = verdict with { Reason = ProviderText.Redact(verdict.Reason, delivery.Address) };
        Measure(delivery, verdict, timeProvider.GetElapsedTime(started), activity);
        await SettleAsync(delivery, verdict, integration);
    }

    private async ValueTask<SendOutcome> CallAsync(ClaimedDelivery delivery, ActiveIntegration? integration, Activity? activity)
    {
        if (delivery.Simulated)
        {
            return new SendOutcome.Accepted { ProviderMessageId = "simulated" };
        }

        if (integration is null)
        {
            return new SendOutcome.Misconfigured { Code = "no-integration", Reason = $"Channel '{delivery.Channel}' has no active integration any more." };
        }

        try
        {
            using var lease = plugins.Rent(integration.ProviderKey, integration.ReadSettings);
            var family = plugins.TryFind(integration.Provider, out var manifest) ? manifest.Family : MessageFamily.Chat;

            // A stopping dispatcher waits for the answer: to break off the call would leave nobody knowing whether it was sent.
            return await lease.SendAsync(renderer.Render(delivery.Content, family, Envelope(delivery, activity)), limits.AttemptTimeout, CancellationToken.None);
        }
        catch (PluginUnavailableException exception)
        {
            return new SendOutcome.Misconfigured { Code = "plugin-unavailable", Reason = exception.Message };
        }
        catch (Exception exception)
        {
            LogNotTried(exception, delivery.Id.Value);
            return new SendOutcome.Misconfigured { Code = "not-tried", Reason = $"The message could not be prepared: {exception.GetType().Name}." };
        }
    }

    private static MessageEnvelope Envelope(ClaimedDelivery delivery, Activity? activity) => new()
    {
        DeliveryId = delivery.Id,
        NotificationId = delivery.Notifications[0].Id,
        Attempt = delivery.Attempt,
        UserId = delivery.Notifications[0].UserId,
        Address = delivery.Address,
        Priority = delivery.Priority,
        AcceptedAt = Primitives.Uuid7.TimeOf(delivery.Notifications[0].Id.Value),
        Deadline = delivery.Deadline,
        TraceParent = activity?.Id ?? delivery.TraceParent,
    };

    private Verdict Decide(SendOutcome outcome, ClaimedDelivery delivery, ActiveIntegration? integration, bool hasAnother) =>
        RetrySchedule.Next(outcome, new()
        {
            Attempt = delivery.Attempt,
            AttemptLimit = delivery.AttemptLimit,
            Preset = presets.Get(integration?.RetryPreset ?? delivery.RetryPreset),
            OnAmbiguous = integration?.OnAmbiguous ?? AmbiguityPolicy.Resend,
            HasAnotherIntegration = hasAnother,
            AcceptanceIsDelivery = integration is not null && plugins.TryFind(integration.Provider, out var manifest) && manifest.AcceptanceIsDelivery,
            Deadline = delivery.Deadline,
            Now = timeProvider.GetUtcNow(),
            Chance = Random.Shared.NextDouble(),
        });

    private async Task SettleAsync(ClaimedDelivery delivery, Verdict verdict, ActiveIntegration? integration)
    {
        var settlement = settlements.Make(delivery, verdict, integration?.Identifier);
        await settleQueue.EnqueueAsync(settlement, CancellationToken.None); // the provider was called: record it even while stopping
        await settlement.Stored;
        if (verdict.Outcome == AttemptOutcome.InvalidRecipient)
        {
            await ReportGoneAsync(delivery, verdict);
        }
    }

    private async Task ReportGoneAsync(ClaimedDelivery delivery, Verdict verdict)
    {
        try
        {
            await endpoints.ReportGoneAsync(
                delivery.Notifications[0].SubscriberId, delivery.Channel, delivery.Address, verdict.Code ?? "gone", CancellationToken.None);
        }
        catch (Exception exception)
        {
            LogNotReported(exception, delivery.Id.Value); // the next send to it will find out again
        }
    }

    private void Measure(ClaimedDelivery delivery, Verdict verdict, TimeSpan duration, Activity? activity)
    {
        var (channel, priority) = (DeliveryTelemetry.ChannelTag(delivery.Channel), DeliveryTelemetry.PriorityTag(delivery.Priority));
        var outcome = DeliveryTelemetry.OutcomeTag(verdict.Outcome.ToString());
        DeliveryTelemetry.Attempts.Add(1, channel, priority, outcome);
        DeliveryTelemetry.AttemptDuration.Record(duration.TotalSeconds, channel, outcome);
        activity?.SetTag("notify.outcome", verdict.Outcome.ToString());
        if (verdict.IsSuccess)
        {
            foreach (var notification in delivery.Notifications)
            {
                slo.Accepted(delivery.Channel, delivery.Priority, notification.ReadyAt);
            }
        }
        else
        {
            activity?.SetStatus(ActivityStatusCode.Error, verdict.Code);
            LogNotSent(delivery.Id.Value, delivery.Attempt, verdict.Outcome, verdict.Code, verdict.Status);
        }
    }

    [LoggerMessage(2320, LogLevel.Information, "Attempt {Attempt} of delivery {DeliveryId} ended {Outcome} ({Code}); the delivery is {Status}.")]
    private partial void LogNotSent(Guid deliveryId, int attempt, AttemptOutcome outcome, string? code, DeliveryStatus status);

    [LoggerMessage(2321, LogLevel.Warning, "{Count} deliveries wait to be claimed.")]
    private partial void LogNotClaimed(Exception exception, int count);

    [LoggerMessage(2322, LogLevel.Error, "Delivery {DeliveryId} could not be prepared for its provider.")]
    private partial void LogNotTried(Exception exception, Guid deliveryId);

    [LoggerMessage(2324, LogLevel.Error, "The outcome of delivery {DeliveryId} could not be recorded; when its lease has run out the attempt is taken for ambiguous.")]
    private partial void LogNotSettled(Exception exception, Guid deliveryId);

    [LoggerMessage(2323, LogLevel.Warning, "The endpoint of delivery {DeliveryId} is gone but could not be marked.")]
    private partial void LogNotReported(Exception exception, Guid deliveryId);
}
