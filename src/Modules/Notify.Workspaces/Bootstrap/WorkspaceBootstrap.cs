using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Postgres;
using Notify.Primitives;
using Notify.Workspaces.Contracts;
using Notify.Workspaces.Keys;
using Npgsql;

namespace Notify.Workspaces.Bootstrap;

/// <summary>Makes the first project, environment and key in one transaction; repeats change nothing but a replaced key.</summary>
internal sealed partial class WorkspaceBootstrap(
    NpgsqlDataSource dataSource, IOptions<BootstrapOptions> options, TimeProvider timeProvider, ILogger<WorkspaceBootstrap> logger) : IWorkspaceBootstrap
{
    private const long AdvisoryLock = 0x6E6F_7469_667A; // the number after the migrator's

    public async ValueTask<BootstrappedEnvironment> EnsureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection.Statement($"SELECT pg_advisory_xact_lock({AdvisoryLock})"), cancellationToken);
        var projectId = new ProjectId(await EnsureProjectAsync(connection, cancellationToken));
        var environmentId = new EnvironmentId(await EnsureEnvironmentAsync(connection, projectId, cancellationToken));
        await EnsureKeyAsync(connection, environmentId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(projectId, environmentId);
    }

    private async Task<Guid> EnsureProjectAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        await FindAsync(connection.Statement("SELECT id FROM workspaces.projects WHERE is_bootstrap"), cancellationToken)
        ?? await FindAsync(
            connection.Statement(
                "INSERT INTO workspaces.projects (id, name, is_bootstrap, created_at) VALUES ($1, $2, true, $3) RETURNING id",
                ProjectId.New(timeProvider).Value, options.Value.Project.Trim(), timeProvider.GetUtcNow()),
            cancellationToken)
        ?? throw new InvalidOperationException("PostgreSQL returned no id for the first project.");

    private async Task<Guid> EnsureEnvironmentAsync(NpgsqlConnection connection, ProjectId projectId, CancellationToken cancellationToken) =>
        await FindAsync(
            connection.Statement(
                "SELECT id FROM workspaces.environments WHERE project_id = $1 AND lower(name) = lower($2)", projectId.Value, options.Value.Environment.Trim()),
            cancellationToken)
        ?? await FindAsync(
            connection.Statement(
                "INSERT INTO workspaces.environments (id, project_id, name, created_at) VALUES ($1, $2, $3, $4) RETURNING id",
                EnvironmentId.New(timeProvider).Value, projectId.Value, options.Value.Environment.Trim(), timeProvider.GetUtcNow()),
            cancellationToken)
        ?? throw new InvalidOperationException("PostgreSQL returned no id for the first environment.");

    private async Task EnsureKeyAsync(NpgsqlConnection connection, EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        if (BootstrapKey.Find(options.Value) is not { } key)
        {
            LogNoKey();
            return;
        }

        var hash = KeyHash.Of(key).ToArray();
        var replaced = await ExecuteAsync(
            connection.Statement(
                """
                UPDATE workspaces.api_keys SET revoked_at = $2
                WHERE is_bootstrap AND revoked_at IS NULL AND (hash <> $1 OR environment_id <> $3)
                """, hash, timeProvider.GetUtcNow(), environmentId.Value),
            cancellationToken);
        var made = await ExecuteAsync(
            connection.Statement(
                """
                INSERT INTO workspaces.api_keys (id, environment_id, name, type, prefix, hash, is_bootstrap, created_at)
                VALUES ($1, $2, 'First key', 'NORMAL', $3, $4, true, $5)
                ON CONFLICT (hash) WHERE revoked_at IS NULL DO NOTHING
                """, ApiKeyId.New(timeProvider).Value, environmentId.Value, KeyText.Prefix(key), hash, timeProvider.GetUtcNow()),
            cancellationToken);
        if (made + replaced > 0)
        {
            LogKeySet(environmentId, KeyText.Prefix(key), replaced);
        }
    }

    private static async Task<Guid?> FindAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    private static async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(1500, LogLevel.Warning, "No first API key: set Notify:Bootstrap:ApiKey or Notify:Bootstrap:ApiKeyFile, otherwise nobody can call.")]
    private partial void LogNoKey();

    [LoggerMessage(1501, LogLevel.Information, "The first API key of environment {EnvironmentId} starts with {Prefix}; {Replaced} older ones were revoked.")]
    private partial void LogKeySet(EnvironmentId environmentId, string prefix, int replaced);
}
