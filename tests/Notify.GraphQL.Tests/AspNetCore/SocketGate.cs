using Notify.GraphQL.AspNetCore;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>Lets sockets in, or not, when the test says so.</summary>
internal sealed class SocketGate : DefaultSocketSessionInterceptor
{
    public TaskCompletionSource Open { get; } = new();

    public ConnectionStatus Answer { get; init; } = ConnectionStatus.Accept();

    public DateTimeOffset? Expiry { get; init; }

    public string? UserName { get; init; }

    public string? Token { get; private set; }

    public override async ValueTask<ConnectionStatus> OnConnectAsync(
        ISocketSession session, IOperationMessagePayload payload, CancellationToken cancellationToken)
    {
        await Open.Task.WaitAsync(cancellationToken);
        Token = payload.As<Dictionary<string, string>>()?["token"];
        session.ExpiresAt = Expiry;
        if (UserName is not null)
        {
            session.User = new(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.NameIdentifier, UserName)], "test"));
        }

        return Answer;
    }
}
