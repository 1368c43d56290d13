using Notify.Channels.Sdk;

namespace Notify.Plugins.Providers;

/// <summary>How a call into a plugin ended.</summary>
internal enum CallEnd
{
    /// <summary>It returned.</summary>
    Returned,

    /// <summary>It threw.</summary>
    Threw,

    /// <summary>It neither returned nor threw in time; it may still run.</summary>
    Abandoned,
}

/// <summary>Calls a provider within a time limit that also holds for one that blocks or ignores its token.</summary>
internal sealed class GuardedCall<T> : IDisposable
{
    /// <summary>How long a call may take to notice that its time is up before the host stops waiting.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>The same when the host stops, whose own time is short.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromMilliseconds(500);

    private readonly ProviderSlot _slot;
    private readonly CancellationTokenSource _budget;
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenRegistration _stopping;
    private bool _hadProvider;

    public GuardedCall(ProviderSlot slot, TimeSpan limit, CancellationToken stoppingToken)
    {
        _slot = slot;
        _budget = new(limit, slot.TimeProvider);
        _patience = new(limit + Grace, slot.TimeProvider);
        _stopping = stoppingToken.UnsafeRegister(static state => ((GuardedCall<T>)state!).Stop(), this); // the state is this
    }

    public T? Value { get; private set; }

    public Exception? Exception { get; private set; }

    /// <summary>Gets whether the provider was ever called: if not, certainly nothing was sent.</summary>
    public bool HadProvider => Volatile.Read(ref _hadProvider);

    public bool OutOfTime => _budget.IsCancellationRequested;

    public async Task<CallEnd> RunAsync(Func<IChannelProvider, CancellationToken, ValueTask<T>> call)
    {
        if (!_slot.TryAcquire())
            throw new InvalidOperationException("The lease was disposed while it was used.");

        var budget = _budget.Token;
        var slot = _slot;
        var running = PluginThreads.Run(async () =>
        {
            var provider = await slot.Provider.WaitAsync(budget);
            Volatile.Write(ref _hadProvider, true);
            return await call(provider, budget);
        });
        try
        {
            Value = await running.WaitAsync(_patience.Token);
            _slot.Release();
            return CallEnd.Returned;
        }
        catch (OperationCanceledException) when (!running.IsCompleted)
        {
            _slot.Abandon(running);
            return CallEnd.Abandoned;
        }
        catch (Exception exception)
        {
            Exception = exception;
            _slot.Release();
            return CallEnd.Threw;
        }
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _patience.Dispose();
        _budget.Dispose();
    }

    private void Stop()
    {
        _budget.Cancel();
        _patience.CancelAfter(StopGrace);
    }
}
