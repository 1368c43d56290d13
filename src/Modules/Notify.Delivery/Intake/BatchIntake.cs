using System.Text.Json;
using Microsoft.Extensions.Options;
using Notify.Audience.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Jobs;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Delivery.Timers;
using Notify.Primitives;

namespace Notify.Delivery.Intake;

/// <summary>Accepts one message for many recipients, all or nothing. Small batches become notifications at once, large ones a background job.</summary>
internal sealed class BatchIntake(
    JobStore store, SendRules rules, RecipientRules recipientRules, IRecipientDirectory recipients, RateGate rateGate, IOutboxPump pump,
    IOptions<BatchOptions> options, TimeProvider timeProvider)
{
    private readonly BatchOptions limits = options.Value;

    public async ValueTask<BatchAcceptance> AcceptAsync(SendCaller caller, BatchRequest request, RequestKey? key, CancellationToken cancellationToken)
    {
        if (key is not null && await store.FindAnswerAsync(caller.EnvironmentId, key, cancellationToken) is { } known)
        {
            return JsonSerializer.Deserialize<BatchAcceptance>(known)!; // stored below, never null
        }

        CheckSize(request);
        request = await rules.CheckAsync(caller.EnvironmentId, request, cancellationToken);
        var found = await FindRecipientsAsync(caller, request, cancellationToken);
        var delayedUntil = await rateGate.PassBatchAsync(caller.EnvironmentId, request.Priority, cancellationToken);

        // From here on one connection is held, and none is waited for: repeats that wait for this key's commit cannot starve it.
        await using var commit = await store.BeginAsync(cancellationToken);
        if (key is not null && await commit.TakeKeyAsync(caller.EnvironmentId, key, cancellationToken) is { } answered)
        {
            return JsonSerializer.Deserialize<BatchAcceptance>(answered)!; // stored below, never null
        }

        await commit.ReserveRoomAsync(caller.EnvironmentId, request.Recipients.Count, limits.QueueLimit, cancellationToken);

        var job = new JobRow(JobId.New(timeProvider), caller.EnvironmentId, Uuid7.New(timeProvider), request.Priority, caller.Simulated, request.Recipients.Count);
        var acceptance = request.Recipients.Count <= limits.JobThreshold
            ? await StoreNotificationsAsync(commit, job, request, found, delayedUntil, cancellationToken)
            : await StoreJobAsync(commit, job, request, delayedUntil, cancellationToken);
        await commit.CommitAsync(caller.EnvironmentId, key, JsonSerializer.Serialize(acceptance.Answer), cancellationToken);

        pump.Announce(acceptance.Announced);
        DeliveryTelemetry.Accepted.Add(acceptance.Answer.NotificationIds?.Count(static id => id is not null) ?? 0); // a job's are counted as they are made
        return acceptance.Answer;
    }

    private void CheckSize(BatchRequest request)
    {
        if (request.Recipients.Count == 0)
        {
            throw new NotifyException(ErrorCode.ValidationError, "A batch needs at least one recipient.", new FieldError("/recipients", "Give at least one recipient."));
        }

        if (request.Recipients.Count > limits.MaxRecipients)
        {
            throw new NotifyException(
                ErrorCode.BatchLimitExceeded, $"The batch has {request.Recipients.Count} recipients; at most {limits.MaxRecipients} are accepted in one call. Split it.",
                new FieldError("/recipients", $"At most {limits.MaxRecipients} recipients."));
        }
    }

    /// <summary>A recipient who does not exist fails alone; one whom the key must not reach refuses the whole call.</summary>
    private async Task<IReadOnlyList<Recipient?>> FindRecipientsAsync(SendCaller caller, BatchRequest request, CancellationToken cancellationToken)
    {
        var found = await recipients.FindAsync(
            request.Recipients.Select(recipient => new RecipientRef(caller.EnvironmentId, recipient.UserId)).ToList(), cancellationToken);
        if (caller.GuestsOnly)
        {
            for (var i = 0; i < found.Count; i++)
            {
                if (found[i] is { } recipient)
                {
                    await recipientRules.CheckAsync(caller, recipient.ExternalId, request.Recipients[i].Channel, recipient, cancellationToken);
                }
            }
        }

        return found;
    }

    private async Task<Outcome> StoreNotificationsAsync(
        JobCommit commit, JobRow job, BatchRequest request, IReadOnlyList<Recipient?> found, DateTimeOffset? delayedUntil, CancellationToken cancellationToken)
    {
        var ids = found.Select(recipient => recipient is null ? (NotificationId?)null : NotificationId.New(timeProvider)).ToList();
        var rows = new List<IntakeRow>();
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is { } recipient && ids[i] is { } id)
            {
                rows.Add(JobRows.Make(job, id, recipient, request.Recipients[i].Channel, request.TraceParent, delayedUntil, timeProvider));
            }
        }

        var announced = delayedUntil is not null
            ? []
            : OutboxEntry.Make(
                LaneNames.Plan(job.Priority), LaneWork.Plan, job.EnvironmentId, rows.Select(static row => row.NotificationId), request.TraceParent, timeProvider).ToList();
        await commit.StoreAsync(job, request, recipients: [], rejected: found.Count(static recipient => recipient is null), cancellationToken);
        await commit.StoreRowsAsync(rows, announced, timers: [], cancellationToken);
        return new(new() { JobId = job.Id, Total = job.Total, NotificationIds = ids, DelayedUntil = delayedUntil }, announced);
    }

    private async Task<Outcome> StoreJobAsync(JobCommit commit, JobRow job, BatchRequest request, DateTimeOffset? delayedUntil, CancellationToken cancellationToken)
    {
        var announced = delayedUntil is not null
            ? []
            : OutboxEntry.Make(LaneNames.Plan(job.Priority), LaneWork.ExpandJob, job.EnvironmentId, [job.Id.Value], request.TraceParent, timeProvider).ToList();
        TimerRow[] timers = delayedUntil is { } until ? [new(Uuid7.New(timeProvider), until, TimerKind.StartJob, job.Id.Value, job.EnvironmentId)] : [];
        await commit.StoreAsync(job, request, request.Recipients, rejected: 0, cancellationToken);
        await commit.StoreRowsAsync([], announced, timers, cancellationToken);
        return new(new() { JobId = job.Id, Total = job.Total, DelayedUntil = delayedUntil }, announced);
    }

    private readonly record struct Outcome(BatchAcceptance Answer, IReadOnlyList<OutboxEntry> Announced);
}
