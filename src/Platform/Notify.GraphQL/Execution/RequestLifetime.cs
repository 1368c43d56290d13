namespace Notify.GraphQL.Execution;

/// <summary>
/// When an execution must end: its caller leaves, or its time is up. The token is made on first use, since most requests
/// are answered without waiting and never ask for it.
/// </summary>
internal sealed class RequestLifetime(TimeSpan timeout, TimeProvider time, CancellationToken caller) : IDisposable
{
    private CancellationTokenSource? timer;
    private CancellationTokenSource? linked;

    /// <summary>Gets the caller's own token.</summary>
    public CancellationToken Caller => caller;

    public CancellationToken Token
    {
        get
        {
            if (linked is null)
            {
                lock (this)
                {
                    if (linked is null)
                    {
                        timer = new CancellationTokenSource(timeout, time);
                        linked = CancellationTokenSource.CreateLinkedTokenSource(caller, timer.Token);
                    }
                }
            }

            return linked.Token;
        }
    }

    /// <summary>Gets whether the time ran out, rather than the caller leaving.</summary>
    public bool TimedOut => timer?.IsCancellationRequested == true && !caller.IsCancellationRequested;

    public void Dispose()
    {
        linked?.Dispose();
        timer?.Dispose();
    }
}
