using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Execution;

/// <summary>
/// What must be equal for two subscriptions to share one execution. The document counts by its text: the same text is prepared anew
/// when many send it first at once, or when the cache has forgotten it.
/// </summary>
internal sealed record SharingKey(string DocumentHash, string? OperationName, string Variables, string Scope)
{
    /// <summary>Answers a request's key; null when it shares with nobody.</summary>
    public static SharingKey? Of(OperationRequest request, PreparedOperation operation)
    {
        var scope = request.SharingScope ?? (request.User.Identity?.IsAuthenticated == true ? null : "");
        return scope is null
            ? null
            : new SharingKey(operation.DocumentHash, operation.Node.Name?.Value, request.Variables is { } variables ? CanonicalJson.Write(variables) : "{}", scope);
    }
}
