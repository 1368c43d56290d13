using Notify.Gateway.Access;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Execution;

namespace Notify.Gateway.Schema.Access;

/// <summary>Reads the key of <c>Authorization: Bearer</c>. Requests without one go on as nobody's, and every field refuses them.</summary>
internal sealed class ApiKeyHttpInterceptor(GraphQLCallers callers) : DefaultHttpRequestInterceptor
{
    public override async ValueTask OnCreateAsync(
        HttpContext context, IRequestExecutor executor, OperationRequest request, CancellationToken cancellationToken)
    {
        if (BearerKey.Read(context.Request.Headers.Authorization) is { } key)
        {
            callers.Complete(request, await callers.ProveAsync(key, cancellationToken), key);
        }
    }
}
