using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore;

/// <summary>Lets sockets in, and completes the requests that come over them. Called concurrently.</summary>
public interface ISocketSessionInterceptor
{
    /// <summary>Decides on <c>connection_init</c>: browsers cannot set headers, so credentials come in its payload.</summary>
    /// <param name="session">The socket; set its user, and when the credentials end.</param>
    /// <param name="payload">What the client sent.</param>
    /// <param name="cancellationToken">Ends when the client leaves.</param>
    ValueTask<ConnectionStatus> OnConnectAsync(ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken);

    /// <summary>Looks at, and may change, a request about to be run: state for resolvers, who may share.</summary>
    /// <param name="session">The socket.</param>
    /// <param name="operationId">The client's id of the operation.</param>
    /// <param name="request">The request; its services are a scope of its own.</param>
    /// <param name="cancellationToken">Ends when the client leaves or completes the operation.</param>
    /// <exception cref="GraphQLException">The request is refused with these errors.</exception>
    ValueTask OnRequestAsync(ISocketSession session, string operationId, OperationRequest request, CancellationToken cancellationToken);
}

/// <summary>An <see cref="ISocketSessionInterceptor"/> that lets everybody in and changes nothing; derive from it to change something.</summary>
public class DefaultSocketSessionInterceptor : ISocketSessionInterceptor
{
    /// <inheritdoc />
    public virtual ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken) => new(ConnectionStatus.Accept());

    /// <inheritdoc />
    public virtual ValueTask OnRequestAsync(
        ISocketSession session, string operationId, OperationRequest request, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
