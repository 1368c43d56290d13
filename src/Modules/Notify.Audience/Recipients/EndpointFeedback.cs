using Notify.Audience.Contracts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Audience.Recipients;

/// <summary>Marks dead addresses.</summary>
internal sealed class EndpointFeedback(NpgsqlDataSource dataSource, TimeProvider timeProvider) : IEndpointFeedback
{
    public async ValueTask ReportGoneAsync(
        SubscriberId subscriberId, string channel, string address, string reason, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            UPDATE audience.endpoints SET gone_at = $4, gone_reason = $5
            WHERE subscriber_id = $1 AND channel = $2 AND address = $3 AND gone_at IS NULL
            """, subscriberId.Value, channel, address, timeProvider.GetUtcNow(), reason);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
