using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Primitives;

namespace Notify.Delivery.Intake;

/// <summary>Writes a group of sends in one commit and then, never before, answers their callers.</summary>
internal sealed class IntakeWriter(IntakeStore store, IOutboxPump pump, TimeProvider timeProvider)
{
    /// <summary>Stores the sends.</summary>
    /// <returns>Those whose idempotency key another commit took meanwhile; they are repeats now.</returns>
    public async Task<List<PendingSend>> WriteAsync(List<PendingSend> sends, CancellationToken cancellationToken)
    {
        if (sends.Count == 0)
        {
            return sends;
        }

        foreach (var send in sends)
        {
            var id = NotificationId.New(timeProvider);
            send.Acceptance = new()
            {
                NotificationId = id,
                Channel = send.Request.Channel,
                QueuedAt = Uuid7.TimeOf(id.Value),
                DelayedUntil = send.Hold is { Reason: HoldReason.RateLimit } hold ? hold.Until : null,
            };
        }

        var keyed = sends.Where(static send => send.Key is not null).OrderBy(static send => send.Key!.Value, StringComparer.Ordinal).ThenBy(static send => send.Caller.EnvironmentId.Value).ToList(); // one order everywhere: no deadlock
        await using var commit = await store.BeginAsync(cancellationToken);
        var lost = keyed.Count == 0 ? [] : await commit.TakeKeysAsync(keyed, cancellationToken);
        var won = lost.Count == 0 ? sends : sends.Except(lost).ToList();
        var announced = Announce(won);
        if (won.Count > 0)
        {
            await commit.StoreAsync(won.Select(ToRow).ToList(), announced, cancellationToken);
        }

        foreach (var send in won)
        {
            send.Accept(send.Acceptance!); // set above
        }

        pump.Announce(announced);
        DeliveryTelemetry.Accepted.Add(won.Count);
        return lost;
    }

    private List<OutboxEntry> Announce(List<PendingSend> sends) => sends
        .Where(static send => send.Hold is null)
        .GroupBy(static send => (send.Caller.EnvironmentId, send.Request.Priority))
        .SelectMany(lane => OutboxEntry.Make(
            LaneNames.Plan(lane.Key.Priority), LaneWork.Plan, lane.Key.EnvironmentId,
            lane.Select(static send => send.Acceptance!.NotificationId.Value), lane.First().Request.TraceParent, timeProvider))
        .ToList();

    private IntakeRow ToRow(PendingSend send)
    {
        var id = send.Acceptance!.NotificationId; // set before
        return new()
        {
            TriggerId = Uuid7.New(timeProvider),
            NotificationId = id.Value,
            EnvironmentId = send.Caller.EnvironmentId,
            Content = send.Request.Content,
            TraceParent = send.Request.TraceParent,
            SubscriberId = send.Recipient!.Id.Value, // found before, or refused
            UserId = send.Request.UserId,
            Channel = send.Request.Channel,
            Priority = send.Request.Priority,
            Hold = send.Hold,
            Deadline = send.Request.Deadline,
            Simulated = send.Caller.Simulated,
            TimerId = send.Hold is null ? null : Uuid7.New(timeProvider),
            Accepted = EventDraft.Make(
                EventTypes.Accepted, send.Caller.EnvironmentId, id.Value, send.Request.TraceParent, timeProvider, send.Request,
                static (json, request) =>
                {
                    json.WriteString("recipientId", request.UserId);
                    json.WriteStartArray("channels");
                    json.WriteStringValue(request.Channel);
                    json.WriteEndArray();
                    json.WriteString("priority", request.Priority.ToString().ToLowerInvariant());
                }),
        };
    }
}
