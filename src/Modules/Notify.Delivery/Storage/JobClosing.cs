using Notify.Delivery.Events;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Closes jobs and tells of it, in one transaction.</summary>
internal static class JobClosing
{
    public static async Task CloseAsync(NpgsqlConnection connection, Guid[] jobs, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var closed = await JobStore.CloseAsync(connection, jobs, timeProvider.GetUtcNow(), cancellationToken);
        if (closed.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            foreach (var command in EventStore.Insert(closed.Select(job => Tell(job, timeProvider)).ToList()))
            {
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static EventDraft Tell(JobStore.ClosedJob job, TimeProvider timeProvider) => EventDraft.Make(
        EventTypes.JobCompleted, job.EnvironmentId, job.Id, traceParent: null, timeProvider, job,
        static (json, closed) =>
        {
            json.WriteString("jobId", closed.Id);
            json.WriteString("status", closed.Failed == 0 ? "completed" : "completed_with_errors");
            json.WriteNumber("sent", closed.Total - closed.Failed);
            json.WriteNumber("failed", closed.Failed);
            json.WriteNumber("total", closed.Total);
        });
}
