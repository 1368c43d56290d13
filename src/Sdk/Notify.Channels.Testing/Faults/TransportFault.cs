namespace Notify.Channels.Testing;

/// <summary>How a connection fails.</summary>
public enum TransportFault
{
    /// <summary>It does not: the server answers, whatever it answers.</summary>
    None,

    /// <summary>Nobody listens.</summary>
    Refused,

    /// <summary>The server takes the whole message and resets the connection before it answers.</summary>
    ResetBeforeAnswer,

    /// <summary>The server takes the whole message, begins to answer, and closes.</summary>
    ClosedInAnswer,

    /// <summary>The server takes the whole message and answers in no known protocol.</summary>
    Garbage,

    /// <summary>No TLS session comes about.</summary>
    TlsFailure,

    /// <summary>The server takes the whole message and says nothing.</summary>
    Silent,
}
