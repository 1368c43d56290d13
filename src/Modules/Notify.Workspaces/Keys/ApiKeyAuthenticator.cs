using Notify.Postgres;
using Notify.Workspaces.Contracts;
using Npgsql;

namespace Notify.Workspaces.Keys;

/// <summary>Finds the principal of a key by the key's hash, and remembers the answer for two seconds.</summary>
internal sealed class ApiKeyAuthenticator(NpgsqlDataSource dataSource, KeyUsage usage, TimeProvider timeProvider) : IApiKeyAuthenticator
{
    private const int CachedAnswers = 10_000; // about 2 MB when full
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(2);

    private readonly ShortLivedCache<KeyHash, ApiKeyPrincipal> known = new(timeProvider, CacheLifetime, CachedAnswers);

    // Apart from the known ones, so that a flood of guesses does not push them out.
    private readonly ShortLivedCache<KeyHash, bool> unknown = new(timeProvider, CacheLifetime, CachedAnswers);

    public ValueTask<ApiKeyPrincipal?> AuthenticateAsync(string presentedKey, CancellationToken cancellationToken)
    {
        if (!KeyText.IsWellFormed(presentedKey))
        {
            return default;
        }

        var hash = KeyHash.Of(presentedKey);
        return known.TryGet(hash, out var principal) ? new(principal)
            : unknown.TryGet(hash, out _) ? default
            : LookUpAsync(hash, cancellationToken);
    }

    private async ValueTask<ApiKeyPrincipal?> LookUpAsync(KeyHash hash, CancellationToken cancellationToken)
    {
        if (await FindAsync(hash, cancellationToken) is not { } principal)
        {
            unknown.Set(hash, true);
            return null;
        }

        known.Set(hash, principal);
        usage.Note(principal.ApiKeyId);
        return principal;
    }

    private async Task<ApiKeyPrincipal?> FindAsync(KeyHash hash, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT k.id, k.environment_id, e.project_id, k.type, k.hash
            FROM workspaces.api_keys k JOIN workspaces.environments e ON e.id = k.environment_id
            WHERE k.hash = $1 AND k.revoked_at IS NULL
            """, hash.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && hash.Matches(reader.GetFieldValue<byte[]>(4))
            ? new()
            {
                ApiKeyId = new(reader.GetGuid(0)),
                EnvironmentId = new(reader.GetGuid(1)),
                ProjectId = new(reader.GetGuid(2)),
                Type = KeyTypes.Read(reader.GetString(3)),
            }
            : null;
    }
}
