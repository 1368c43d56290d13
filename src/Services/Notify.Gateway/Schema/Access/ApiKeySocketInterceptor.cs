using Notify.Gateway.Access;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.Gateway.Schema.Access;

/// <summary>Reads the key of <c>connection_init</c>: <c>{"authorization":"Bearer …"}</c>, since browsers cannot set headers on a socket. A header serves too.</summary>
internal sealed class ApiKeySocketInterceptor(GraphQLCallers callers) : DefaultSocketSessionInterceptor
{
    private const string Key = "notify:presentedKey";

    public override async ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken)
    {
        var key = BearerKey.Read(payload.As<Credentials>()?.Authorization) ?? BearerKey.Read(session.HttpContext.Request.Headers.Authorization);
        if (key is null)
        {
            return ConnectionStatus.Reject("Send authorization: Bearer <key> in connection_init");
        }

        try
        {
            session.User = Caller.ToClaims(await callers.ProveAsync(key, cancellationToken));
        }
        catch (GraphQLException refused)
        {
            return ConnectionStatus.Reject(refused.Message);
        }

        session.ContextData[Key] = key;
        return ConnectionStatus.Accept();
    }

    public override async ValueTask OnRequestAsync(
        ISocketSession session, string operationId, OperationRequest request, CancellationToken cancellationToken)
    {
        var key = (string)session.ContextData[Key]!; // OnConnectAsync let nobody in without one
        callers.Complete(request, await callers.ProveAsync(key, cancellationToken), key);
    }

    private sealed record Credentials(string? Authorization);
}
