using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Postgres.Environments;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Integrations;

/// <summary>How integrations are found and probed.</summary>
[ObjectType<IntegrationNode>]
internal static partial class IntegrationFields
{
    private const double LongestProbeSeconds = 8; // below the time that an operation may take

    /// <summary>Finds an integration by its id.</summary>
    [NodeResolver]
    public static Task<IntegrationNode?> GetIntegrationAsync(Guid id, IntegrationByKey integrations, CancellationToken cancellationToken) =>
        integrations.LoadAsync(new IntegrationId(id), cancellationToken);

    /// <summary>Asks the provider live whether the stored credentials work, without sending a message.</summary>
    /// <param name="timeoutSeconds">How long the provider may take, above 0 and at most 8 seconds.</param>
    [Cost(50)]
    public static async Task<IntegrationHealth> GetHealthAsync(
        [Parent] IntegrationNode integration, ClaimsPrincipal user, Rooms rooms, TimeProvider time, CancellationToken cancellationToken,
        double timeoutSeconds = 5)
    {
        if (timeoutSeconds is not (> 0 and <= LongestProbeSeconds))
        {
            throw new GraphQLException(ErrorBuilder.New()
                .SetMessage($"timeoutSeconds must be above 0 and at most {LongestProbeSeconds}.").SetCode(ErrorCode.ValidationError.Text).Build());
        }

        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(TimeSpan.FromSeconds(timeoutSeconds));
        var started = time.GetTimestamp();
        var check = await ProbeAsync(integration, user, rooms, timeoutSeconds, budget.Token, cancellationToken);
        return new IntegrationHealth(check, time.GetElapsedTime(started), time.GetUtcNow());
    }

    private static async Task<IntegrationCheck> ProbeAsync(
        IntegrationNode integration, ClaimsPrincipal user, Rooms rooms, double seconds, CancellationToken budget, CancellationToken cancellationToken)
    {
        try
        {
            return await rooms.AskAsync(user, (IIntegrationDirectory directory) => directory.VerifyAsync(integration.Key, budget)).WaitAsync(budget);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new IntegrationCheck(Supported: true, Valid: false, "TIMEOUT", $"The provider did not answer within {seconds:0.###} seconds.");
        }
    }
}

/// <summary>What a live check found.</summary>
/// <param name="check">The plugin's answer.</param>
/// <param name="took">How long it took.</param>
/// <param name="checkedAt">When it was.</param>
[Authorize(Roles = [Caller.Management])]
internal sealed class IntegrationHealth(IntegrationCheck check, TimeSpan took, DateTimeOffset checkedAt)
{
    /// <summary>Gets what was found.</summary>
    public IntegrationHealthStatus Status =>
        !check.Supported ? IntegrationHealthStatus.Unknown : check.Valid ? IntegrationHealthStatus.Healthy : IntegrationHealthStatus.Unhealthy;

    /// <summary>Gets how long the check took, in milliseconds.</summary>
    public double LatencyMs => Math.Round(took.TotalMilliseconds, 1);

    /// <summary>Gets a stable code of what was wrong; null when healthy.</summary>
    public string? Code => check.Code;

    /// <summary>Gets one sentence for a person; never a secret.</summary>
    public string Details => check.Detail;

    /// <summary>Gets when it was checked.</summary>
    public DateTimeOffset CheckedAt => checkedAt;
}

/// <summary>What a live check may find.</summary>
internal enum IntegrationHealthStatus
{
    /// <summary>The credentials work.</summary>
    Healthy,

    /// <summary>They do not work, or the provider did not answer.</summary>
    Unhealthy,

    /// <summary>The plugin cannot tell without sending.</summary>
    Unknown,
}

/// <summary>Finds integrations by id, all that one request asks for at once.</summary>
internal sealed class IntegrationByKey(
    IServiceScopeFactory scopes, EnvironmentScope environment, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<IntegrationId, IntegrationNode>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<IntegrationId, IntegrationNode>> LoadBatchAsync(
        IReadOnlyList<IntegrationId> keys, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope(); // a module's database context serves one caller at a time
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environment.EnvironmentId);
        var all = await scope.ServiceProvider.GetRequiredService<IIntegrationDirectory>().ListAsync(cancellationToken); // an environment has a handful
        return all.Where(view => keys.Contains(view.Id)).ToDictionary(static view => view.Id, static view => new IntegrationNode(view));
    }
}
