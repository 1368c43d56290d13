using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Workspaces.Keys;

/// <summary>Writes down when keys were last used: gathered in memory, stored twice a minute and at the end.</summary>
internal sealed partial class KeyUsage(NpgsqlDataSource dataSource, TimeProvider timeProvider, ILogger<KeyUsage> logger) : BackgroundService
{
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> latest = new();

    public void Note(ApiKeyId id) => latest[id.Value] = timeProvider.GetUtcNow();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(FlushInterval, timeProvider);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await FlushAsync(stoppingToken);
        }
    }

    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        var uses = latest.ToArray();
        if (uses.Length == 0)
        {
            return;
        }

        try
        {
            await StoreAsync(uses, cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            LogNotStored(uses.Length, exception); // stays in memory; the next flush takes it along
            return;
        }

        foreach (var use in uses)
        {
            latest.TryRemove(use); // only if not used again meanwhile
        }
    }

    private async Task StoreAsync(KeyValuePair<Guid, DateTimeOffset>[] uses, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            UPDATE workspaces.api_keys k SET last_used_at = u.used_at
            FROM unnest($1::uuid[], $2::timestamptz[]) AS u (id, used_at)
            WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at < u.used_at)
            """,
            Array.ConvertAll(uses, static use => use.Key),
            Array.ConvertAll(uses, static use => use.Value));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1510, LogLevel.Warning, "The last use of {Count} API keys could not be stored; it is kept for the next try.")]
    private partial void LogNotStored(int count, Exception exception);
}
