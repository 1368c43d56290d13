using System.Security.Claims;
using System.Text.Json;

namespace Notify.GraphQL.Execution;

/// <summary>Which kinds of operation a transport lets through.</summary>
[Flags]
public enum AllowedOperations
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Queries.</summary>
    Query = 1,

    /// <summary>Mutations.</summary>
    Mutation = 2,

    /// <summary>Subscriptions.</summary>
    Subscription = 4,

    /// <summary>Every kind.</summary>
    All = Query | Mutation | Subscription,
}

/// <summary>One GraphQL request, whatever carried it.</summary>
public sealed class OperationRequest
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());
    private Dictionary<string, object?>? contextData;

    /// <summary>Gets or sets the document's text; empty when <see cref="DocumentId"/> names a stored one. Only read until execution ends.</summary>
    public ReadOnlyMemory<char> Document { get; set; }

    /// <summary>Gets or sets the id of a stored document, such as <c>sha256:…</c>; null for none.</summary>
    public string? DocumentId { get; set; }

    /// <summary>Gets or sets the operation to run; null when the document has only one.</summary>
    public string? OperationName { get; set; }

    /// <summary>Gets or sets the variables, a JSON object; null for none.</summary>
    public JsonElement? Variables { get; set; }

    /// <summary>Gets or sets the request's <c>extensions</c>, a JSON object; null for none.</summary>
    public JsonElement? Extensions { get; set; }

    /// <summary>Gets or sets the services that resolvers are given.</summary>
    public required IServiceProvider Services { get; set; }

    /// <summary>Gets or sets who asks. Default: nobody.</summary>
    public ClaimsPrincipal User { get; set; } = Nobody;

    /// <summary>Gets or sets the kinds of operation allowed. Default all.</summary>
    public AllowedOperations AllowedOperations { get; set; } = AllowedOperations.All;

    /// <summary>
    /// Gets or sets who may share one execution of the same subscription: requests with equal scopes see the same data by
    /// the same rights. Null means nobody. Anonymous requests share by default.
    /// </summary>
    public string? SharingScope { get; set; }

    /// <summary>
    /// Gets or sets what prepares the service scopes of a subscription beyond the request's own: the one that each event is answered in,
    /// and the one that a stream which others may join is opened in. For example by entering the caller's tenant, or by making sure that
    /// the caller may still listen. What it throws ends the subscription, or refuses it. Null, the default, for nothing.
    /// </summary>
    public Func<IServiceProvider, CancellationToken, ValueTask>? PrepareEventScope { get; set; }

    /// <summary>Gets the state that resolvers see as <c>ContextData</c>, and <c>[GlobalState]</c> parameters read.</summary>
    public IDictionary<string, object?> ContextData => contextData ??= [];
}
