using System.Runtime.CompilerServices;
using Notify.Delivery.Contracts;
using Notify.Delivery.Events;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>The SQL of reading events again, in the order in which they were told.</summary>
internal sealed class StatusEventStore(NpgsqlDataSource dataSource) : IStatusEvents
{
    private const int PageSize = 500; // a page is read before it is handed on, so that a slow follower holds no connection

    public async IAsyncEnumerable<StatusEvent> ReadAfterAsync(
        StatusSubject subject, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await ReadPageAsync(subject, after, cancellationToken);
            foreach (var told in page)
            {
                yield return told;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Position;
        }
    }

    public async Task<long> FindLastPositionAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement("SELECT max(position) FROM delivery.event_log WHERE environment_id = $1", environmentId.Value);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    private async Task<IReadOnlyList<StatusEvent>> ReadPageAsync(StatusSubject subject, long after, CancellationToken cancellationToken)
    {
        var (condition, id) = subject switch
        {
            { NotificationId: { } notification } => ("l.notification_id = $4", notification.Value),
            { JobId: { } job } => ("l.job_id = $4", job.Value),
            _ => ("$4 = $1", subject.EnvironmentId.Value),
        };
        await using var command = dataSource.Statement(
            $"""
            SELECT l.position, l.notification_id, l.job_id, e.payload::text
            FROM delivery.event_log l JOIN delivery.events e ON e.id = l.event_id
            WHERE l.environment_id = $1 AND l.position > $2 AND {condition} ORDER BY l.position LIMIT $3
            """, subject.EnvironmentId.Value, after, PageSize, id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<StatusEvent>();
        while (await reader.ReadAsync(cancellationToken))
        {
            page.Add(StatusEventReading.Read(reader.GetInt64(0), reader.IdOrNull(1), reader.IdOrNull(2), reader.GetString(3)));
        }

        return page;
    }
}
