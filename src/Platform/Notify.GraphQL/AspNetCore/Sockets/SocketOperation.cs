namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>One operation of a socket, from <c>subscribe</c> to <c>complete</c>.</summary>
internal sealed class SocketOperation(string id, CancellationToken socketClosed) : IDisposable
{
    private readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(socketClosed);

    public string Id { get; } = id;

    /// <summary>Gets what ends with the operation: the client completed it, or the socket closed.</summary>
    public CancellationToken Token => ending.Token;

    /// <summary>Gets whether the client wants nothing more of it.</summary>
    public bool IsUnwanted { get; private set; }

    public void Abandon()
    {
        IsUnwanted = true;
        try
        {
            ending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // it has just ended by itself
        }
    }

    public void Dispose() => ending.Dispose();
}
