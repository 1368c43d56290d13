using System.Net.Sockets;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>The cases of <see cref="SendOutcome"/>, to be combined into what may come of a fault.</summary>
[Flags]
public enum OutcomeClass
{
    /// <summary>Nothing is allowed.</summary>
    None = 0,

    /// <summary><see cref="SendOutcome.Accepted"/>.</summary>
    Accepted = 1,

    /// <summary><see cref="SendOutcome.Rejected"/>.</summary>
    Rejected = 2,

    /// <summary><see cref="SendOutcome.EndpointGone"/>.</summary>
    EndpointGone = 4,

    /// <summary><see cref="SendOutcome.Throttled"/>.</summary>
    Throttled = 8,

    /// <summary><see cref="SendOutcome.Transient"/>.</summary>
    Transient = 16,

    /// <summary><see cref="SendOutcome.Misconfigured"/>.</summary>
    Misconfigured = 32,

    /// <summary><see cref="SendOutcome.Ambiguous"/>.</summary>
    Ambiguous = 64,
}

/// <summary>What the host makes of the end of a call.</summary>
internal static class OutcomeClasses
{
    public static OutcomeClass Of(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted => OutcomeClass.Accepted,
        SendOutcome.Rejected => OutcomeClass.Rejected,
        SendOutcome.EndpointGone => OutcomeClass.EndpointGone,
        SendOutcome.Throttled => OutcomeClass.Throttled,
        SendOutcome.Transient => OutcomeClass.Transient,
        SendOutcome.Misconfigured => OutcomeClass.Misconfigured,
        _ => OutcomeClass.Ambiguous,
    };

    /// <summary>Only a connection that was never made is known not to have sent anything.</summary>
    public static OutcomeClass Of(Exception exception) => exception switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        } => OutcomeClass.Transient,
        SocketException
        {
            SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery or SocketError.ConnectionRefused
                or SocketError.HostUnreachable or SocketError.HostDown or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.AddressNotAvailable,
        } => OutcomeClass.Transient,
        _ => OutcomeClass.Ambiguous,
    };

    public static (string? Code, string? Reason, TimeSpan? RetryAfter) Details(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Rejected rejected => (rejected.Code, rejected.Reason, null),
        SendOutcome.EndpointGone gone => (gone.Code, gone.Reason, null),
        SendOutcome.Throttled throttled => (throttled.Code, null, throttled.RetryAfter),
        SendOutcome.Transient transient => (transient.Code, transient.Reason, transient.RetryAfter),
        SendOutcome.Misconfigured misconfigured => (misconfigured.Code, misconfigured.Reason, null),
        SendOutcome.Ambiguous ambiguous => (ambiguous.Code, ambiguous.Reason, null),
        _ => (null, null, null),
    };
}
