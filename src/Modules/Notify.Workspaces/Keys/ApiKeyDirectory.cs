using Microsoft.EntityFrameworkCore;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Keys;

/// <summary>Lists, makes and revokes keys.</summary>
internal sealed class ApiKeyDirectory(WorkspacesDbContext context, TimeProvider timeProvider) : IApiKeyDirectory
{
    public async ValueTask<IReadOnlyList<ApiKeyInfo>> ListAsync(ApiKeyPrincipal caller, CancellationToken cancellationToken)
    {
        var rows = await context.ApiKeys.AsNoTracking().OrderBy(static key => key.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(static row => row.ToInfo());
    }

    public async ValueTask<CreatedApiKey> CreateAsync(
        ApiKeyPrincipal caller, NewApiKey wanted, RequestKey? requestKey, CancellationToken cancellationToken)
    {
        var name = Names.Require(wanted.Name);
        var environmentId = await RequireOwnAsync(caller, wanted.EnvironmentId ?? caller.EnvironmentId, cancellationToken);
        string? made = null;
        var info = await IdempotencyLedger.RunAsync(context, caller.EnvironmentId, requestKey, Make, cancellationToken);
        return new() { Info = info, Key = made }; // the ledger keeps the info only: a stored answer holds no key

        Task<ApiKeyInfo> Make(CancellationToken token)
        {
            made = KeyText.Generate();
            var row = new ApiKeyRow
            {
                Id = ApiKeyId.New(timeProvider).Value,
                EnvironmentId = environmentId.Value,
                Name = name,
                Type = wanted.Type,
                Prefix = KeyText.Prefix(made),
                Hash = KeyHash.Of(made).ToArray(),
                CreatedAt = timeProvider.GetUtcNow(),
            };
            context.ApiKeys.Add(row);
            return Task.FromResult(row.ToInfo());
        }
    }

    public async ValueTask<bool> RevokeAsync(ApiKeyPrincipal caller, ApiKeyId id, RequestKey? requestKey, CancellationToken cancellationToken) =>
        await IdempotencyLedger.RunAsync(
            context,
            caller.EnvironmentId,
            requestKey,
            async token => await context.ApiKeys
                .Where(key => key.Id == id.Value && key.RevokedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(static key => key.RevokedAt, timeProvider.GetUtcNow()), token) == 1,
            cancellationToken);

    private async Task<EnvironmentId> RequireOwnAsync(ApiKeyPrincipal caller, EnvironmentId id, CancellationToken cancellationToken) =>
        await context.Environments.AnyAsync(row => row.Id == id.Value && row.ProjectId == caller.ProjectId.Value, cancellationToken)
            ? id
            : throw new NotifyException(ErrorCode.NotFound, $"There is no environment '{id}' in this project.");
}
