using Microsoft.Extensions.Options;
using Notify.Postgres;
using Notify.Primitives;
using Notify.Workspaces.Contracts;
using Npgsql;

namespace Notify.Workspaces.Policies;

/// <summary>Reads a project's own rules, fills the gaps with the installation's, and remembers the answer for two seconds.</summary>
internal sealed class ProjectPolicies(
    NpgsqlDataSource dataSource, IOptions<RateLimitOptions> rateLimit, IOptions<RetryPresetOptions> retry, TimeProvider timeProvider) : IProjectPolicies
{
    private const int CachedAnswers = 10_000;
    private static readonly TimeSpan CacheLifetime = TimeSpan.FromSeconds(2);

    private readonly ShortLivedCache<EnvironmentId, ProjectPolicy> known = new(timeProvider, CacheLifetime, CachedAnswers);
    private readonly ProjectPolicy defaults = new()
    {
        RateLimitPerMinute = rateLimit.Value.PerMinute,
        RateLimitMode = ReadMode(rateLimit.Value.Mode),
        RetryPreset = retry.Value.Default,
    };

    public ValueTask<ProjectPolicy> GetAsync(EnvironmentId environmentId, CancellationToken cancellationToken) =>
        known.TryGet(environmentId, out var policy) ? new(policy) : LookUpAsync(environmentId, cancellationToken);

    private async ValueTask<ProjectPolicy> LookUpAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT p.rate_limit_per_minute, p.rate_limit_mode, p.retry_preset
            FROM workspaces.environments e JOIN workspaces.projects p ON p.id = e.project_id
            WHERE e.id = $1
            """, environmentId.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new NotifyException(ErrorCode.NotFound, $"There is no environment '{environmentId}'.");
        }

        var policy = new ProjectPolicy
        {
            RateLimitPerMinute = reader.IsDBNull(0) ? defaults.RateLimitPerMinute : reader.GetInt32(0),
            RateLimitMode = reader.IsDBNull(1) ? defaults.RateLimitMode : ReadMode(reader.GetString(1)),
            RetryPreset = reader.IsDBNull(2) ? defaults.RetryPreset : reader.GetString(2),
        };
        known.Set(environmentId, policy);
        return policy;
    }

    private static RateLimitMode ReadMode(string text) =>
        RateLimitOptions.TryReadMode(text, out var mode)
            ? mode
            : throw new InvalidOperationException($"'{text}' is not a rate limit mode; it is DELAY or REJECT.");
}
