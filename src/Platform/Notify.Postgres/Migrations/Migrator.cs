using Microsoft.Extensions.Logging;
using Npgsql;

namespace Notify.Postgres.Migrations;

/// <summary>Brings every module's schema up to date. Any number may run at once: an advisory lock lets one work at a time.</summary>
public sealed partial class Migrator(NpgsqlDataSource dataSource, IEnumerable<MigrationSet> sets, ILogger<Migrator> logger)
{
    private const long AdvisoryLock = 0x6E6F_7469_6679; // "notify"

    /// <summary>Applies what is missing, one transaction per migration.</summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="InvalidOperationException">A migration file is misnamed or numbered twice.</exception>
    public async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({AdvisoryLock})", cancellationToken);
        try
        {
            await ExecuteAsync(
                connection,
                """
                CREATE SCHEMA IF NOT EXISTS platform;
                CREATE TABLE IF NOT EXISTS platform.migrations (
                    schema text NOT NULL, number int NOT NULL, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(),
                    PRIMARY KEY (schema, number));
                """, cancellationToken);
            var applied = 0;
            foreach (var set in sets)
            {
                applied += await ApplyAsync(connection, set, cancellationToken);
            }

            return applied;
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({AdvisoryLock})", CancellationToken.None);
        }
    }

    private async Task<int> ApplyAsync(NpgsqlConnection connection, MigrationSet set, CancellationToken cancellationToken)
    {
        var known = await ReadAppliedAsync(connection, set.Schema, cancellationToken);
        var pending = set.Read().Where(migration => !known.Contains(migration.Number)).ToList();
        foreach (var migration in pending)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, $"CREATE SCHEMA IF NOT EXISTS \"{set.Schema}\"", cancellationToken);
            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var record = connection.Statement(
                "INSERT INTO platform.migrations (schema, number, name) VALUES ($1, $2, $3)", set.Schema, migration.Number, migration.Name);
            await record.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            LogApplied(set.Schema, migration.Name);
        }

        return pending.Count;
    }

    private static async Task<HashSet<int>> ReadAppliedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement("SELECT number FROM platform.migrations WHERE schema = $1", schema);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var numbers = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetInt32(0));
        }

        return numbers;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(1000, LogLevel.Information, "Applied migration {Schema}/{Migration}.")]
    private partial void LogApplied(string schema, string migration);
}
