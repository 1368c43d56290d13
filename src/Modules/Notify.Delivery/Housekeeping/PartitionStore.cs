using Notify.Postgres;
using Npgsql;

namespace Notify.Delivery.Housekeeping;

/// <summary>Makes partitions ahead of time and drops those that retention lets go.</summary>
internal sealed class PartitionStore(NpgsqlDataSource dataSource, TimeProvider timeProvider)
{
    private const int WeeksAhead = 3;
    private static readonly DateTimeOffset FirstMonday = new(1970, 1, 5, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the partitions of this week, of the one before (for clocks that differ) and of the coming ones.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var thisWeek = WeekOf(timeProvider.GetUtcNow());
        for (var week = -1; week <= WeeksAhead; week++)
        {
            await using var command = dataSource.Statement("SELECT delivery.ensure_week($1)", thisWeek.AddDays(7 * week).UtcDateTime);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Drops every week that ended more than <paramref name="retention"/> ago.</summary>
    /// <returns>How many partitions were dropped.</returns>
    public async Task<int> DropExpiredAsync(TimeSpan retention, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement("SELECT delivery.drop_weeks_before($1)", (timeProvider.GetUtcNow() - retention).UtcDateTime);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!; // the function always answers
    }

    internal static DateTimeOffset WeekOf(DateTimeOffset time) => FirstMonday.AddDays(Math.Floor((time - FirstMonday).TotalDays / 7) * 7);
}
