namespace Notify.Channels.Testing;

/// <summary>One way for the backend to fail, and what may come of it.</summary>
public sealed record FaultCase
{
    /// <summary>Gets the name that a failed test shows, such as <c>status 503</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Gets what may come of it, an exception counted as what the host makes of it.</summary>
    public required OutcomeClass Allowed { get; init; }

    /// <summary>Gets how the connection fails. The default is <see cref="TransportFault.None"/>: by an answer.</summary>
    public TransportFault Transport { get; init; }

    /// <summary>Gets the time to wait that the answer names and the outcome must keep; <see langword="null"/> when it names none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Gets what starts a server that fails this way.</summary>
    public required Func<FaultServer> Start { get; init; }
}
