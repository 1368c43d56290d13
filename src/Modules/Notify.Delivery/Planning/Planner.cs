using System.Diagnostics;
using Notify.Audience.Contracts;
using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Delivery.Planning;

/// <summary>Makes the deliveries of notifications: finds the address, or says why there is none.</summary>
internal sealed class Planner(PlanStore store, IRecipientDirectory recipients, IProjectPolicies policies, IMessageRenderer renderer, ReachableEndpoints reachable, IOutboxPump pump, TimeProvider timeProvider)
{
    public async Task PlanAsync(LaneBatch batch, CancellationToken cancellationToken)
    {
        var notifications = await store.ReadAsync(batch.Ids(), cancellationToken);
        if (notifications.Count == 0)
        {
            return; // planned before: the message came twice
        }

        using var activity = DeliveryTelemetry.Activities.StartActivity("plan", ActivityKind.Consumer, notifications[0].TraceParent);
        activity?.SetTag("notify.notifications", notifications.Count);
        var found = await recipients.FindAsync(notifications.Select(static n => n.SubscriberId).ToList(), cancellationToken);
        var policy = await policies.GetAsync(batch.EnvironmentId, cancellationToken);
        var planned = notifications.SelectMany((notification, i) => Plan(notification, found[i], policy)).ToList();
        var announced = planned
            .Where(static plan => plan.Status == DeliveryStatus.Queued)
            .GroupBy(static plan => (plan.Notification.Channel, plan.Notification.Priority))
            .SelectMany(lane => OutboxEntry.Make(
                LaneNames.Send(lane.Key.Channel, lane.Key.Priority), LaneWork.Send, batch.EnvironmentId,
                lane.Select(static plan => plan.DeliveryId), lane.First().Notification.TraceParent, timeProvider))
            .ToList();
        await store.StoreAsync(planned, announced, cancellationToken);
        pump.Announce(announced);
        DeliveryTelemetry.Planned.Add(planned.Count, DeliveryTelemetry.PriorityTag(batch.Priority));
    }

    /// <summary>One delivery per address; where there is none, or none that may be used, one that says so.</summary>
    private IEnumerable<PlannedDelivery> Plan(PlannableNotification notification, Recipient? recipient, ProjectPolicy policy)
    {
        var endpoints = recipient is null ? [] : reachable.Of(recipient, notification.Channel);
        if (endpoints.Count == 0)
        {
            return [Skip(notification, policy, address: null, DeliveryStatus.Skipped, recipient is null ? SkipReasons.SubscriberDeleted : SkipReasons.NoEndpoint, isWhole: true)];
        }

        var chosen = ChannelRoute.Chosen(notification.OverridesJson is null
            ? null : renderer.FindIntegration(new() { Body = "", OverridesJson = notification.OverridesJson }, notification.Channel));
        var proceeds = endpoints.Any(static endpoint => endpoint.Suppressed is null);
        return endpoints.Select((endpoint, i) => endpoint.Suppressed is { } reason
            ? Skip(notification, policy, endpoint.Address, DeliveryStatus.Suppressed, reason, isWhole: !proceeds && i == 0) with { NotificationProceeds = proceeds }
            : new PlannedDelivery
            {
                DeliveryId = Uuid7.New(timeProvider),
                Notification = notification,
                Address = endpoint.Address,
                Status = DeliveryStatus.Queued,
                Route = chosen ?? ChannelRoute.Of(endpoint.Provider),
                NotificationProceeds = true,
                Reason = null,
                RetryPreset = policy.RetryPreset,
                QueuedAt = timeProvider.GetUtcNow(),
                Skipped = null,
            });
    }

    private PlannedDelivery Skip(
        PlannableNotification notification, ProjectPolicy policy, string? address, DeliveryStatus status, string reason, bool isWhole) => new()
    {
        DeliveryId = Uuid7.New(timeProvider),
        Notification = notification,
        Address = address,
        Status = status,
        NotificationProceeds = false,
        Reason = reason,
        RetryPreset = policy.RetryPreset,
        QueuedAt = timeProvider.GetUtcNow(),
        Skipped = !isWhole ? null : EventDraft.Make(
            EventTypes.Skipped, notification.EnvironmentId, notification.Id, notification.TraceParent, timeProvider, (notification, reason),
            static (json, skipped) =>
            {
                json.WriteString("recipientId", skipped.notification.UserId);
                json.WriteString("channel", skipped.notification.Channel);
                json.WriteString("reason", skipped.reason);
            }),
    };
}
