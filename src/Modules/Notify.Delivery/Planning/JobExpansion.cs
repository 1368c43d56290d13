using Notify.Audience.Contracts;
using Notify.Delivery.Jobs;
using Notify.Delivery.Lanes;
using Notify.Delivery.Outbox;
using Notify.Delivery.Storage;
using Notify.Delivery.Telemetry;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Planning;

/// <summary>
/// Turns a job's recipients into notifications, a chunk at a time. The cursor commits with each chunk, so a killed dispatcher's job goes on
/// where it was; what is left goes to the end of the lane, so jobs take turns.
/// </summary>
internal sealed class JobExpansion(NpgsqlDataSource dataSource, IRecipientDirectory recipients, IOutboxPump pump, TimeProvider timeProvider)
{
    private const int ChunkSize = 100;

    public async Task ExpandAsync(LaneBatch batch, CancellationToken cancellationToken)
    {
        foreach (var ticket in batch.Tickets)
        {
            pump.Announce(await ExpandAsync(ticket.Id, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<OutboxEntry>> ExpandAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await JobStore.TakeChunkAsync(connection, jobId, ChunkSize, cancellationToken) is not { } chunk)
        {
            return []; // expanded before: the message came twice
        }

        var found = await recipients.FindAsync(chunk.Recipients.Select(r => new RecipientRef(chunk.Job.EnvironmentId, r.UserId)).ToList(), cancellationToken);
        var rows = new List<IntakeRow>(found.Count);
        for (var i = 0; i < found.Count; i++)
        {
            if (found[i] is { } recipient)
            {
                rows.Add(JobRows.Make(chunk.Job, NotificationId.New(timeProvider), recipient, chunk.Recipients[i].Channel, chunk.TraceParent, delayedUntil: null, timeProvider));
            }
        }

        var announced = Announce(chunk, rows, lastChunk: chunk.Recipients.Count < ChunkSize);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (rows.Count > 0)
        {
            IntakeCommit.Append(batch, rows, announced);
        }
        else if (announced.Count > 0)
        {
            batch.BatchCommands.Add(OutboxStore.Insert(announced));
        }

        batch.BatchCommands.Add(JobStore.Advance(jobId, chunk.Recipients.Count, rejected: found.Count - rows.Count));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        DeliveryTelemetry.Accepted.Add(rows.Count);
        if (rows.Count < found.Count)
        {
            await JobClosing.CloseAsync(connection, [jobId], timeProvider, cancellationToken);
        }

        return announced;
    }

    private List<OutboxEntry> Announce(JobStore.JobChunk chunk, List<IntakeRow> rows, bool lastChunk)
    {
        var lane = LaneNames.Plan(chunk.Job.Priority);
        var announced = OutboxEntry.Make(
            lane, LaneWork.Plan, chunk.Job.EnvironmentId, rows.Select(static row => row.NotificationId), chunk.TraceParent, timeProvider).ToList();
        if (!lastChunk)
        {
            announced.AddRange(OutboxEntry.Make(lane, LaneWork.ExpandJob, chunk.Job.EnvironmentId, [chunk.Job.Id.Value], chunk.TraceParent, timeProvider));
        }

        return announced;
    }
}
