using Notify.Audience.Contracts;
using Notify.Postgres.Environments;

namespace Notify.Gateway.Schema.Audience;

/// <summary>Finds subscribers by the ids that callers chose, all that one request asks for at once.</summary>
internal sealed class SubscriberByUserId(
    IServiceScopeFactory scopes, EnvironmentScope environment, IBatchScheduler scheduler, DataLoaderOptions options)
    : BatchDataLoader<string, SubscriberNode>(scheduler, options)
{
    protected override async Task<IReadOnlyDictionary<string, SubscriberNode>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope(); // a module's database context serves one caller at a time
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environment.EnvironmentId);
        var directory = scope.ServiceProvider.GetRequiredService<ISubscriberDirectory>();
        var found = await directory.FindManyAsync(environment.EnvironmentId, keys, cancellationToken);
        return found.ToDictionary(static subscriber => subscriber.ExternalId, static subscriber => new SubscriberNode(subscriber));
    }
}
