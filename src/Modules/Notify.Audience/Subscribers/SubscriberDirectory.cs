using Microsoft.EntityFrameworkCore;
using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Npgsql;

namespace Notify.Audience.Subscribers;

/// <summary>Stores, finds and deletes subscribers of the environment that the scope entered.</summary>
internal sealed class SubscriberDirectory(AudienceDbContext context, ProfileRules rules, TimeProvider timeProvider) : ISubscriberDirectory
{
    public async ValueTask<StoredSubscriber> StoreAsync(
        EnvironmentId environmentId, string externalId, SubscriberProfile profile, RequestKey? requestKey, CancellationToken cancellationToken)
    {
        var endpoints = await rules.RequireAsync(externalId, profile, cancellationToken);
        return await IdempotencyLedger.RunAsync(context, environmentId, requestKey, StoreAsync, cancellationToken);

        async Task<StoredSubscriber> StoreAsync(CancellationToken token)
        {
            var isNew = await UpsertAsync(environmentId, externalId, profile, endpoints, token);
            var stored = await FindAsync(environmentId, externalId, token)
                ?? throw new InvalidOperationException($"Subscriber '{externalId}' vanished inside the transaction that stored it.");
            return new() { Subscriber = stored, IsNew = isNew };
        }
    }

    public async ValueTask<Subscriber?> FindAsync(EnvironmentId environmentId, string externalId, CancellationToken cancellationToken)
    {
        if (!ExternalIds.IsWellFormed(externalId))
        {
            return null;
        }

        var row = await context.Subscribers.AsNoTracking()
            .Include(static subscriber => subscriber.Endpoints)
            .SingleOrDefaultAsync(subscriber => subscriber.EnvironmentId == environmentId.Value && subscriber.ExternalId == externalId, cancellationToken);
        return row?.ToSubscriber();
    }

    public async ValueTask<bool> DeleteAsync(EnvironmentId environmentId, string externalId, RequestKey? requestKey, CancellationToken cancellationToken) =>
        await IdempotencyLedger.RunAsync(
            context,
            environmentId,
            requestKey,
            async token => ExternalIds.IsWellFormed(externalId) && await context.Subscribers
                .Where(subscriber => subscriber.EnvironmentId == environmentId.Value && subscriber.ExternalId == externalId)
                .ExecuteDeleteAsync(token) == 1,
            cancellationToken);

    public async Task<IReadOnlyList<Subscriber>> FindManyAsync(
        EnvironmentId environmentId, IReadOnlyList<string> externalIds, CancellationToken cancellationToken)
    {
        var wanted = externalIds.Where(ExternalIds.IsWellFormed).ToArray();
        var rows = await context.Subscribers.AsNoTracking()
            .Include(static subscriber => subscriber.Endpoints)
            .Where(subscriber => subscriber.EnvironmentId == environmentId.Value && wanted.Contains(subscriber.ExternalId))
            .ToListAsync(cancellationToken);
        return [.. rows.Select(static row => row.ToSubscriber())];
    }

    public async Task<IReadOnlyList<Subscriber>> ListAsync(EnvironmentId environmentId, string? after, int limit, CancellationToken cancellationToken)
    {
        var rows = await context.Subscribers.AsNoTracking()
            .Include(static subscriber => subscriber.Endpoints)
            .Where(subscriber => subscriber.EnvironmentId == environmentId.Value && (after == null || string.Compare(subscriber.ExternalId, after) > 0))
            .OrderBy(static subscriber => subscriber.ExternalId)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(static row => row.ToSubscriber())];
    }

    public Task<long> CountAsync(EnvironmentId environmentId, CancellationToken cancellationToken) =>
        context.Subscribers.LongCountAsync(subscriber => subscriber.EnvironmentId == environmentId.Value, cancellationToken);

    /// <summary>Writes the row, then its endpoints: the second statement starts when the row is ours, so parallel writers never mix addresses.</summary>
    private async Task<bool> UpsertAsync(
        EnvironmentId environmentId, string externalId, SubscriberProfile profile, IReadOnlyList<EndpointDraft> endpoints, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)context.Database.GetDbConnection())
        {
            BatchCommands =
            {
                SubscriberStatements.Upsert(SubscriberId.New(timeProvider), environmentId, externalId, profile, timeProvider.GetUtcNow()),
                SubscriberStatements.ForgetEndpoints(environmentId, externalId),
                SubscriberStatements.AddEndpoints(environmentId, externalId, endpoints),
            },
        };
        try
        {
            return (bool?)await batch.ExecuteScalarAsync(cancellationToken) ?? false;
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith("22", StringComparison.Ordinal))
        {
            // Class 22, data exception: JSON that is valid but cannot be kept, such as \u0000 or a number of 200,000 digits.
            throw new NotifyException(
                ErrorCode.ValidationError,
                "The subscriber's data cannot be stored.",
                new FieldError("/data", "must not contain the character \\u0000, half a surrogate pair, or numbers beyond 100,000 digits."));
        }
    }
}
