using System.Net.Sockets;
using Notify.Channels.Sdk;

namespace Notify.Plugins.Providers;

/// <summary>Classifies what a plugin threw: only a connection that was never made is known not to have sent anything.</summary>
internal static class FailureClass
{
    public const string TimeoutCode = "timeout";
    public const string ExceptionCode = "exception";

    public static SendOutcome Of(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => NotConnected("name-resolution-failed", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => NotConnected("connect-failed", exception),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => NotConnected("tls-failed", exception),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } =>
            NotConnected("name-resolution-failed", exception),
        SocketException
        {
            SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.HostDown
                or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable,
        } => NotConnected("connect-failed", exception),
        OperationCanceledException { InnerException: TimeoutException } => new SendOutcome.Ambiguous
        {
            Code = TimeoutCode,
            Reason = "The plugin's own time limit ran out.",
        },
        _ => new SendOutcome.Ambiguous { Code = ExceptionCode, Reason = $"The plugin threw {exception.GetType().Name}." },
    };

    private static SendOutcome.Transient NotConnected(string code, Exception exception) =>
        new() { Code = code, Reason = $"No connection was made ({exception.GetType().Name})." };
}
