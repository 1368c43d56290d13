using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>What all sockets of the server share.</summary>
internal sealed partial class SocketRuntime(
    IRequestExecutor executor,
    IOptions<ServerOptions> serverOptions,
    ConnectionLimits limits,
    TimeProvider timeProvider,
    ILogger<SocketRuntime> logger,
    ISocketSessionInterceptor? interceptor = null)
{
    public IRequestExecutor Executor { get; } = executor;

    public SocketOptions Options { get; } = serverOptions.Value.Sockets;

    public int MaxJsonDepth { get; } = serverOptions.Value.MaxJsonDepth;

    public JsonRequestParser Parser { get; } = new(serverOptions.Value.MaxJsonDepth);

    public ConnectionLimits Limits { get; } = limits;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public ISocketSessionInterceptor Interceptor { get; } = interceptor ?? new DefaultSocketSessionInterceptor();

    [LoggerMessage(9111, LogLevel.Error, "A socket failed and is closed with 4500.")]
    public partial void LogSocketFailed(Exception exception);

    [LoggerMessage(9112, LogLevel.Error, "An operation on a socket failed.")]
    public partial void LogOperationFailed(Exception exception);
}
