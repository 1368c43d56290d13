using Notify.Channels.Sdk;
using Notify.Plugins.Providers;

namespace Notify.Plugins;

/// <summary>
/// A borrowed provider with a guard around it: whatever the plugin does, a call ends in time and with an outcome. Thread-safe;
/// one lease may serve many concurrent calls. Dispose it after the last call ended.
/// </summary>
public sealed class ProviderLease : IDisposable
{
    /// <summary>How many calls of one provider may hang before it is refused further ones: each may hold a thread for good.</summary>
    private const int MaxAbandonedCalls = 4;

    private readonly ProviderSlot _slot;
    private int _disposed;

    internal ProviderLease(ProviderSlot slot) => _slot = slot;

    /// <summary>
    /// Hands a message to the provider. A plugin that throws, blocks, ignores its token or returns nothing yields an outcome like
    /// any other; only <paramref name="stoppingToken"/> ends the call with an exception.
    /// </summary>
    /// <param name="message">The message, of the family the manifest names.</param>
    /// <param name="attemptTimeout">The plugin's time. A second later the host stops waiting and answers <see cref="SendOutcome.Ambiguous"/>.</param>
    /// <param name="stoppingToken">Ends when the host stops; the plugin has one more second to answer.</param>
    /// <exception cref="OperationCanceledException">The host is stopping; whether the message was sent is not known.</exception>
    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, TimeSpan attemptTimeout, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Enter(attemptTimeout, stoppingToken);
        if (_slot.Abandoned >= MaxAbandonedCalls)
        {
            return new SendOutcome.Transient
            {
                Code = "plugin-stuck",
                Reason = $"{_slot.Abandoned} earlier calls of plugin '{_slot.PluginId}' still hang. Replace the plugin's folder with a repaired version.",
            };
        }

        using var call = new GuardedCall<SendOutcome>(_slot, attemptTimeout, stoppingToken);
        var end = await call.RunAsync((provider, budget) => provider.SendAsync(message, budget));
        if (end == CallEnd.Returned)
        {
            return call.Value ?? new SendOutcome.Ambiguous
            {
                Code = FailureClass.ExceptionCode,
                Reason = $"Plugin '{_slot.PluginId}' returned no outcome.",
            };
        }

        if (end == CallEnd.Abandoned || call.Exception is OperationCanceledException)
            stoppingToken.ThrowIfCancellationRequested();
        return Classify(call, end, attemptTimeout);
    }

    /// <summary>Checks the integration's credentials live.</summary>
    /// <returns>What was found; <see langword="null"/> when the plugin cannot check.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended.</exception>
    public async ValueTask<VerificationResult?> VerifyAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Enter(timeout, cancellationToken);
        using var call = new GuardedCall<VerificationResult?>(_slot, timeout, cancellationToken);
        var end = await call.RunAsync(static async (provider, budget) =>
            provider is IVerifyCredentials verifier ? await verifier.VerifyAsync(budget) : null);
        if (end == CallEnd.Returned)
            return call.Value;

        if (end == CallEnd.Abandoned || call.Exception is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        return call.OutOfTime
            ? Invalid(FailureClass.TimeoutCode, $"Plugin '{_slot.PluginId}' did not finish the check within {timeout.TotalSeconds:0.###} s.")
            : Invalid(FailureClass.ExceptionCode, $"Plugin '{_slot.PluginId}' threw {call.Exception?.GetType().Name} during the check.");
    }

    /// <summary>Gives the provider back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            _slot.Release();
    }

    private static VerificationResult Invalid(string code, string detail) => new() { IsValid = false, Code = code, Detail = detail };

    private SendOutcome Classify(GuardedCall<SendOutcome> call, CallEnd end, TimeSpan attemptTimeout)
    {
        if (!call.HadProvider)
        {
            return _slot.Provider.Exception?.InnerException is { } failure
                ? new SendOutcome.Misconfigured { Code = "provider-failed", Reason = $"Create of plugin '{_slot.PluginId}' threw {failure.GetType().Name}." }
                : new SendOutcome.Transient { Code = "plugin-stuck", Reason = $"Create of plugin '{_slot.PluginId}' did not return in time." };
        }

        return end == CallEnd.Abandoned || (call.Exception is OperationCanceledException && call.OutOfTime)
            ? new SendOutcome.Ambiguous { Code = FailureClass.TimeoutCode, Reason = $"No answer within {attemptTimeout.TotalSeconds:0.###} s." }
            : FailureClass.Of(call.Exception!); // not null: it threw
    }

    private void Enter(TimeSpan limit, CancellationToken stoppingToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        stoppingToken.ThrowIfCancellationRequested();
    }
}
