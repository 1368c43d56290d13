using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Execution;

/// <summary>What must be equal for two subscriptions to share one execution.</summary>
internal sealed record SharingKey(PreparedOperation Operation, string Variables, string Scope)
{
    /// <summary>Answers a request's key; null when it shares with nobody.</summary>
    public static SharingKey? Of(OperationRequest request, PreparedOperation operation)
    {
        var scope = request.SharingScope ?? (request.User.Identity?.IsAuthenticated == true ? null : "");
        return scope is null ? null : new SharingKey(operation, request.Variables is { } variables ? CanonicalJson.Write(variables) : "{}", scope);
    }
}
