using Microsoft.EntityFrameworkCore;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Places;

/// <summary>Lists and makes environments of the caller's project.</summary>
internal sealed class EnvironmentDirectory(WorkspacesDbContext context, TimeProvider timeProvider) : IEnvironmentDirectory
{
    public async ValueTask<IReadOnlyList<EnvironmentInfo>> ListAsync(ApiKeyPrincipal caller, CancellationToken cancellationToken)
    {
        var rows = await context.Environments.AsNoTracking()
            .Where(row => row.ProjectId == caller.ProjectId.Value)
            .OrderBy(static row => row.Id)
            .ToListAsync(cancellationToken);
        return rows.ConvertAll(static row => row.ToInfo());
    }

    public async ValueTask<EnvironmentInfo> CreateAsync(
        ApiKeyPrincipal caller, string? name, RequestKey? requestKey, CancellationToken cancellationToken)
    {
        var row = new EnvironmentRow
        {
            Id = EnvironmentId.New(timeProvider).Value,
            ProjectId = caller.ProjectId.Value,
            Name = Names.Require(name),
            CreatedAt = timeProvider.GetUtcNow(),
        };
        return await IdempotencyLedger.RunAsync(context, caller.EnvironmentId, requestKey, token => InsertAsync(row, token), cancellationToken);
    }

    private async Task<EnvironmentInfo> InsertAsync(EnvironmentRow row, CancellationToken cancellationToken) =>
        await context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO workspaces.environments (id, project_id, name, created_at) VALUES ({row.Id}, {row.ProjectId}, {row.Name}, {row.CreatedAt})
            ON CONFLICT (project_id, lower(name)) DO NOTHING
            """, cancellationToken) == 1
            ? row.ToInfo()
            : throw new NotifyException(
                ErrorCode.AlreadyExists,
                $"The project has an environment named '{row.Name}' already. Choose another name.",
                new FieldError("/name", "is taken."));
}
