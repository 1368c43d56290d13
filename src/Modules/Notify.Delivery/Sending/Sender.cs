using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Notify.Audience.Contracts;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Integrations;
using Notify.Delivery.Lanes;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Delivery.Timers;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>
/// One message's way to its provider: choose integration → pace → claim → render → send → decide → settle. Everything before the claim may be
/// repeated; nothing after it happens without a row that says so.
/// </summary>
internal sealed partial class Sender(
    ClaimStore claims, IntegrationCache integrations, Breakers breakers, BreakerStore breakerStore, SendPermits permits, ProviderCalls calls, IChannelPlugins plugins, RetryPresets presets,
    SettlementMaker settlements, SettleQueue settleQueue, HookFeed hooks, IEndpointFeedback endpoints, SloWatch slo, TimeProvider timeProvider,
    ILogger<Sender> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Sends a batch and finishes its tickets as they are settled.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="batch">What to send.</param>
    /// <param name="onPlaceFree">Called once per ticket when its place is free again.</param>
    /// <param name="stoppingToken">Ends when the dispatcher stops; what is claimed by then is still sent, and settled with its answer or as cut.</param>
    public async Task SendAsync(string channel, LaneBatch batch, Action onPlaceFree, CancellationToken stoppingToken)
    {
        using var claim = await ClaimAsync(channel, batch, stoppingToken);
        await Task.WhenAll(batch.Tickets.Select(async ticket =>
        {
            try
            {
                // A second ticket for the same delivery finds it gone from the table: only the first one sends.
                if (claim.Take(ticket.Id) is { } delivery)
                {
                    await SendAsync(delivery, claim);
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

    private async Task<Claim> ClaimAsync(string channel, LaneBatch batch, CancellationToken stoppingToken)
    {
        while (true)
        {
            var held = new Dictionary<Guid, ActiveIntegration>();
            try
            {
                var routes = new RouteTable(await integrations.GetAsync(batch.EnvironmentId, channel, stoppingToken), breakers);
                var ids = routes.HasLimits ? await PaceAsync(batch, routes, held, stoppingToken) : batch.Ids();
                stoppingToken.ThrowIfCancellationRequested();
                var claimed = ids.Length == 0 ? []
                    : await claims.ClaimAsync(ids, routes, calls.LeaseFor(routes), CancellationToken.None); // cut off, it might be committed all the same
                return new Claim(claimed, routes, held, permits, calls);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                ReturnAll(held);
                throw;
            }
            catch (Exception exception)
            {
                ReturnAll(held);
                LogNotClaimed(exception, batch.Tickets.Count); // nothing was sent: the batch must neither be lost nor hold its places for ever
                await Task.Delay(Pause, TimeProvider.System, stoppingToken);
            }
        }
    }

    /// <summary>Takes a permit for each that may go now; the others are put off until their account takes more.</summary>
    private async Task<Guid[]> PaceAsync(
        LaneBatch batch, RouteTable routes, Dictionary<Guid, ActiveIntegration> held, CancellationToken stoppingToken)
    {
        var asked = await claims.ReadRoutesAsync(batch.Ids(), stoppingToken);
        var later = new List<TimerRow>();
        foreach (var (id, route) in asked)
        {
            if (routes.Find(route) is { Limits.Exist: true } integration)
            {
                if (permits.TryTake(integration, out var wait))
                {
                    held.Add(id, integration);
                }
                else
                {
                    later.Add(new(Primitives.Uuid7.New(timeProvider), timeProvider.GetUtcNow() + wait, TimerKind.RetryDelivery, id, batch.EnvironmentId));
                }
            }
        }

        if (later.Count > 0)
        {
            await claims.DeferAsync(later, stoppingToken);
            DeliveryTelemetry.Paced.Add(later.Count, DeliveryTelemetry.PriorityTag(batch.Priority));
        }

        return [.. asked.Keys.Except(later.Select(static row => row.TargetId))];
    }

    private void ReturnAll(Dictionary<Guid, ActiveIntegration> held)
    {
        foreach (var integration in held.Values)
        {
            permits.Return(integration);
        }
    }

    private async Task SendAsync(ClaimedDelivery delivery, Claim claim)
    {
        using var activity = DeliveryTelemetry.Activities.StartActivity($"send {delivery.Channel}", ActivityKind.Producer, delivery.TraceParent);
        activity?.SetTag("notify.delivery.id", delivery.Id.Value);
        activity?.SetTag("notify.attempt", delivery.Attempt);
        DeliveryTelemetry.InFlight.Add(1, DeliveryTelemetry.ChannelTag(delivery.Channel));
        var started = timeProvider.GetTimestamp();
        var integration = claim.Routes.Find(delivery.IntegrationId);
        Verdict verdict;
        try
        {
            var outcome = await CallAsync(delivery, integration, claim, activity);
            verdict = outcome is null ? RetrySchedule.TooLate() : Decide(outcome, delivery, integration, claim.Routes.HasAnother(delivery.Route, integration));
            if (outcome is not (null or SendOutcome.Ambiguous { Code: StopOrder.CutCode }) && integration is not null) // the cut says nothing against the provider
            {
                await TellAsync(integration, breakers.Learn(integration.Id, outcome));
            }
        }
        finally
        {
            DeliveryTelemetry.InFlight.Add(-1, DeliveryTelemetry.ChannelTag(delivery.Channel));
        }

        verdict = delivery.IsReplay && verdict.IsFailure ? verdict with { Status = DeliveryStatus.Delivered, EndsReplay = true } : verdict;
        verdict = verdict with { Reason = ProviderText.Redact(verdict.Reason, delivery.Address) };
        Measure(delivery, verdict, timeProvider.GetElapsedTime(started), activity);
        await SettleAsync(delivery, verdict, integration);
    }

    /// <summary>Calls the provider, or finds out that there is nothing to call it for; <see langword="null"/> when the deadline has passed.</summary>
    private async ValueTask<SendOutcome?> CallAsync(ClaimedDelivery delivery, ActiveIntegration? integration, Claim claim, Activity? activity)
    {
        var call = claim.CallFor(delivery, integration);
        try
        {
            if (delivery.Deadline <= timeProvider.GetUtcNow())
            {
                return null;
            }

            if (delivery.Simulated)
            {
                return new SendOutcome.Accepted { ProviderMessageId = "simulated" };
            }

            return integration is null ? NoIntegration(delivery) : await call.SendAsync(delivery, integration, activity?.Id ?? delivery.TraceParent);
        }
        finally
        {
            call.Leave(delivery);
        }
    }

    /// <summary>Lets people see a breaker that opened or closed. It works by this process's memory, whether or not it can be told.</summary>
    private async ValueTask TellAsync(ActiveIntegration integration, Breakers.Flip? flip)
    {
        if (flip is null)
        {
            return;
        }

        try
        {
            LogFlipped(integration.Id, flip.OpenUntil is null ? "closed" : "open", flip.Code);
            await (flip.OpenUntil is { } until
                ? breakerStore.TellOpenAsync(integration.Id, until, flip.Code, CancellationToken.None)
                : breakerStore.TellClosedAsync(integration.Id, CancellationToken.None));
        }
        catch (Exception exception)
        {
            LogNotTold(exception, integration.Id);
        }
    }

    private static SendOutcome.Misconfigured NoIntegration(ClaimedDelivery delivery) => new()
    {
        Code = "no-integration",
        Reason = delivery.Route is null
            ? $"Channel '{delivery.Channel}' has no active integration any more."
            : $"Channel '{delivery.Channel}' has no active integration that fits '{delivery.Route}'.",
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
        hooks.Tell(delivery, verdict, integration?.Identifier);
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

    [LoggerMessage(2326, LogLevel.Warning, "The breaker of integration {IntegrationId} is {State} ({Code}).")]
    private partial void LogFlipped(IntegrationId integrationId, string state, string code);

    [LoggerMessage(2327, LogLevel.Debug, "The breaker of integration {IntegrationId} changed, but nobody outside was told.")]
    private partial void LogNotTold(Exception exception, IntegrationId integrationId);

    [LoggerMessage(2324, LogLevel.Error, "The outcome of delivery {DeliveryId} could not be recorded; when its lease has run out the attempt is taken for ambiguous.")]
    private partial void LogNotSettled(Exception exception, Guid deliveryId);

    [LoggerMessage(2323, LogLevel.Warning, "The endpoint of delivery {DeliveryId} is gone but could not be marked.")]
    private partial void LogNotReported(Exception exception, Guid deliveryId);
}
