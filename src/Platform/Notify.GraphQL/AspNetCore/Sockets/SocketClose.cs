using System.Text;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>How a socket is closed: what graphql-transport-ws says, and by it which clients connect again.</summary>
internal readonly record struct SocketClose(int Code, string Reason)
{
    private const int MaxReasonBytes = 123; // a control frame of 125 bytes less the code

    public static readonly SocketClose Normal = new(1000, "");
    public static readonly SocketClose TooBig = new(1009, "Message too big");
    public static readonly SocketClose Restarting = new(1012, "Service restart"); // clients connect again, elsewhere
    public static readonly SocketClose Overloaded = new(1013, "Try again later");
    public static readonly SocketClose TooSlow = new(1013, "Client reads too slowly");
    public static readonly SocketClose Invalid = new(4400, "Invalid message received");
    public static readonly SocketClose Unauthorized = new(4401, "Unauthorized");
    public static readonly SocketClose Expired = new(4403, "Forbidden"); // clients connect again, with new credentials
    public static readonly SocketClose WrongSubprotocol = new(4406, "Subprotocol not acceptable");
    public static readonly SocketClose InitTimeout = new(4408, "Connection initialisation timeout");
    public static readonly SocketClose TooManyInits = new(4429, "Too many initialisation requests");
    public static readonly SocketClose Internal = new(4500, "Internal server error");

    public static SocketClose Forbidden(string? reason) => new(4403, Cut(reason ?? "Forbidden"));

    public static SocketClose Duplicate(string id) => new(4409, Cut($"Subscriber for {id} already exists"));

    private static string Cut(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MaxReasonBytes)
        {
            reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        }

        return reason;
    }
}
