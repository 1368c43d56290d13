using Microsoft.AspNetCore.Http;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Completes a request that came over HTTP before it is run: who asks, state for resolvers, who may share.</summary>
public interface IHttpRequestInterceptor
{
    /// <summary>Looks at, and may change, a request about to be run. Called concurrently.</summary>
    /// <param name="context">The HTTP request.</param>
    /// <param name="executor">What will run it.</param>
    /// <param name="request">The request as the client sent it.</param>
    /// <param name="cancellationToken">Ends when the client leaves.</param>
    /// <exception cref="GraphQLException">The request is refused with these errors.</exception>
    ValueTask OnCreateAsync(HttpContext context, IRequestExecutor executor, OperationRequest request, CancellationToken cancellationToken);
}

/// <summary>An <see cref="IHttpRequestInterceptor"/> that changes nothing; derive from it to change something.</summary>
public class DefaultHttpRequestInterceptor : IHttpRequestInterceptor
{
    /// <inheritdoc />
    public virtual ValueTask OnCreateAsync(
        HttpContext context, IRequestExecutor executor, OperationRequest request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
