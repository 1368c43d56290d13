using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Notify.Postgres.Clock;

/// <summary>
/// A clock that tests can move forward, for all processes of an installation at once: real time plus an offset kept in the database.
/// Exists only with <c>Notify:Testing:VirtualClock</c>. Timers still run at the machine's pace; only the time of day moves.
/// </summary>
public sealed class VirtualClock : TimeProvider, IHostedService, IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private readonly CancellationTokenSource stopping = new();
    private NpgsqlDataSource? dataSource;
    private Task following = Task.CompletedTask;
    private long offsetTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref offsetTicks));

    /// <summary>Moves the clock of the whole installation. Other processes follow within a tenth of a second.</summary>
    /// <param name="by">How far; never back.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The new time.</returns>
    public async Task<DateTimeOffset> AdvanceAsync(TimeSpan by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        await using var command = DataSource().Statement(
            """
            INSERT INTO platform.virtual_clock (id, offset_ticks) VALUES (1, $1)
            ON CONFLICT (id) DO UPDATE SET offset_ticks = virtual_clock.offset_ticks + $1 RETURNING offset_ticks
            """, by.Ticks);
        Interlocked.Exchange(ref offsetTicks, (long)(await command.ExecuteScalarAsync(cancellationToken))!); // RETURNING always answers
        return GetUtcNow();
    }

    /// <summary>Says where the offset is kept. The clock is needed before the database can be reached, so it comes later.</summary>
    internal void Attach(NpgsqlDataSource source) => dataSource = source;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        following = FollowAsync(stopping.Token);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    public void Dispose() => stopping.Dispose();

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(Pace, System);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var command = DataSource().Statement("SELECT offset_ticks FROM platform.virtual_clock WHERE id = 1");
                if (await command.ExecuteScalarAsync(stoppingToken) is long ticks)
                {
                    Interlocked.Exchange(ref offsetTicks, ticks);
                }
            }
            catch (NpgsqlException)
            {
                // PostgreSQL is away: keep the time that was known, and look again
            }
        }
    }

    private NpgsqlDataSource DataSource() => dataSource ?? throw new InvalidOperationException("The virtual clock has no database yet.");
}
