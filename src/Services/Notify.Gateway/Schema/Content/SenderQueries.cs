using System.Security.Claims;
using Notify.Content.Contracts;
using Notify.Gateway.Schema.Access;

namespace Notify.Gateway.Schema.Content;

/// <summary>Reading senders.</summary>
[QueryType]
[Authorize(Roles = [Caller.Management])]
internal static partial class SenderQueries
{
    /// <summary>Lists the environment's senders in the order of their identifiers.</summary>
    [Cost(5)]
    [ListSize(AssumedSize = 10, RequireOneSlicingArgument = false)]
    public static async Task<IReadOnlyList<SenderNode>> GetSendersAsync(ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        [.. (await rooms.AskAsync(user, (ISenderDirectory directory) => directory.ListAsync(cancellationToken))).Select(static view => new SenderNode(view))];
}
