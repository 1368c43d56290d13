using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Subscriptions;

/// <summary>What makes subscriptions equal: the operation, the values of its variables, and the rights it is run by.</summary>
/// <param name="Operation">The operation's plan, or anything that stands for one document and operation name.</param>
/// <param name="Variables">The variables as canonical JSON.</param>
/// <param name="Scope">The request's <see cref="OperationRequest.SharingScope"/>.</param>
internal sealed record SubscriptionKey(object Operation, string Variables, string Scope)
{
    /// <summary>Answers the key of a request; null when it shares with nobody.</summary>
    public static SubscriptionKey? Of(object operation, OperationRequest request) =>
        request.SharingScope is { } scope
            ? new SubscriptionKey(operation, request.Variables is { } variables ? CanonicalJson.Write(variables) : "{}", scope)
            : null;
}
