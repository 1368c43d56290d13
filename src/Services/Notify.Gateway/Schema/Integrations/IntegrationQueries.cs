using System.Security.Claims;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Integrations;

/// <summary>Reading integrations.</summary>
[QueryType]
[Authorize(Roles = [Caller.Management])]
internal static partial class IntegrationQueries
{
    /// <summary>Finds an integration; null when the environment has none of that id.</summary>
    /// <param name="id">The global id.</param>
    [Cost(2)]
    public static Task<IntegrationNode?> GetIntegrationAsync(
        [ID<IntegrationNode>] Guid id, IntegrationByKey integrations, CancellationToken cancellationToken) =>
        integrations.LoadAsync(new IntegrationId(id), cancellationToken);

    /// <summary>Lists the environment's integrations, oldest first.</summary>
    /// <param name="onlyActive">Whether to leave out those that are not used.</param>
    [Cost(5)]
    [ListSize(AssumedSize = 10, RequireOneSlicingArgument = false)]
    public static async Task<IReadOnlyList<IntegrationNode>> GetIntegrationsAsync(
        ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken, bool onlyActive = false)
    {
        var all = await rooms.AskAsync(user, (IIntegrationDirectory directory) => directory.ListAsync(cancellationToken));
        return [.. all.Where(view => view.Active || !onlyActive).Select(static view => new IntegrationNode(view))];
    }
}
