namespace Notify.ProviderFakes;

/// <summary>What goes wrong with a connection.</summary>
public enum FakeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The whole connection breaks after the request was read, without an answer.</summary>
    LoseConnection,

    /// <summary>The request alone is given up without an answer: RST_STREAM on HTTP/2, a broken connection on HTTP/1.1.</summary>
    ResetStream,

    /// <summary>The connection breaks after the headers and part of the body.</summary>
    LoseConnectionInBody,

    /// <summary>It is answered, and the provider takes its leave: GOAWAY on HTTP/2, <c>Connection: close</c> on HTTP/1.1.</summary>
    LeaveAfterAnswer,
}
