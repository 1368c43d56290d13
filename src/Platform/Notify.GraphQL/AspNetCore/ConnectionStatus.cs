namespace Notify.GraphQL.AspNetCore;

/// <summary>Whether a socket is let in.</summary>
public sealed class ConnectionStatus
{
    private static readonly ConnectionStatus Accepted = new(true, null, null);

    private ConnectionStatus(bool isAccepted, string? message, IReadOnlyDictionary<string, object?>? payload)
    {
        IsAccepted = isAccepted;
        Message = message;
        Payload = payload;
    }

    /// <summary>Gets whether the socket is let in.</summary>
    public bool IsAccepted { get; }

    /// <summary>Gets why it is not; the reason of the close with 4403.</summary>
    public string? Message { get; }

    /// <summary>Gets what is sent with <c>connection_ack</c>; null for nothing.</summary>
    public IReadOnlyDictionary<string, object?>? Payload { get; }

    /// <summary>Lets the socket in.</summary>
    public static ConnectionStatus Accept() => Accepted;

    /// <summary>Lets the socket in, and tells the client something.</summary>
    /// <param name="payload">Values that <c>System.Text.Json</c> can write.</param>
    public static ConnectionStatus Accept(IReadOnlyDictionary<string, object?> payload) => new(true, null, payload);

    /// <summary>Turns the socket away.</summary>
    /// <param name="message">Why, in a few words.</param>
    public static ConnectionStatus Reject(string message = "Forbidden") => new(false, message, null);
}
