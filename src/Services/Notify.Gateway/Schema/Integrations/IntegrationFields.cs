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
    public static async Task<IntegrationHealthNode> GetHealthAsync(
        [Parent] IntegrationNode integration, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken,
        double timeoutSeconds = 5)
    {
        if (timeoutSeconds is not (> 0 and <= LongestProbeSeconds))
        {
            throw new GraphQLException(ErrorBuilder.New()
                .SetMessage($"timeoutSeconds must be above 0 and at most {LongestProbeSeconds}.").SetCode(ErrorCode.ValidationError.Text).Build());
        }

        return new IntegrationHealthNode(await rooms.AskAsync(
            user, (IIntegrationDirectory directory) => directory.CheckHealthAsync(integration.Key, TimeSpan.FromSeconds(timeoutSeconds), cancellationToken)));
    }
}

/// <summary>What a look at an integration's provider found.</summary>
/// <param name="health">What the module answers.</param>
[Authorize(Roles = [Caller.Management])]
[GraphQLName("IntegrationHealth")]
internal sealed class IntegrationHealthNode(IntegrationHealth health)
{
    /// <summary>Gets what was found.</summary>
    public IntegrationHealthStatus Status => health.Status;

    /// <summary>Gets how long the look took, in milliseconds.</summary>
    public double LatencyMs => Math.Round(health.Latency.TotalMilliseconds, 1);

    /// <summary>Gets a stable code of what is wrong; null when nothing is.</summary>
    public string? Code => health.Code;

    /// <summary>Gets one sentence for a person; never a secret.</summary>
    public string Details => health.Detail;

    /// <summary>Gets when the look was taken.</summary>
    public DateTimeOffset CheckedAt => health.CheckedAt;

    /// <summary>Gets until when sends pass the integration over because too many failed; null while they do not.</summary>
    public DateTimeOffset? BreakerOpenUntil => health.BreakerOpenUntil;
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
