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

    private const int MostPerBatch = 1_000;

    private readonly ProviderSlot _slot;
    private int _disposed;

    internal ProviderLease(ProviderSlot slot) => _slot = slot;

    /// <summary>
    /// Hands a message to the provider. A plugin that throws, blocks, ignores its token or returns nothing yields an outcome like
    /// any other; only <paramref name="stoppingToken"/> ends the call with an exception.
    /// </summary>
    /// <param name="message">The message, of the family the manifest names.</param>
    /// <param name="attemptTimeout">The plugin's time. A second later the host stops waiting and answers <see cref="SendOutcome.Ambiguous"/>.</param>
    /// <param name="stoppingToken">Ends when the host stops; the plugin has half a second more to answer.</param>
    /// <exception cref="OperationCanceledException">The host is stopping; whether the message was sent is not known.</exception>
    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, TimeSpan attemptTimeout, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        Enter(attemptTimeout, stoppingToken);
        if (Stuck() is { } stuck)
            return stuck;

        using var call = new GuardedCall<SendOutcome>(_slot, attemptTimeout, stoppingToken);
        var end = await call.RunAsync((provider, budget) => provider.SendAsync(message, budget));
        return end == CallEnd.Returned
            ? Clean(call.Value ?? NoOutcome($"Plugin '{_slot.PluginId}' returned no outcome."))
            : Failure(call, end, attemptTimeout, stoppingToken);
    }

    /// <summary>Gets how many messages one call of <see cref="SendBatchAsync"/> takes; 1 when the provider takes them one by one.</summary>
    /// <param name="patience">How long to wait for the provider to be made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<int> ReadBatchSizeAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        Enter(patience, cancellationToken);
        using var call = new GuardedCall<int>(_slot, patience, cancellationToken);
        var end = await call.RunAsync(static (provider, _) => new((provider as IBatchSend)?.MaxBatchSize ?? 1));
        return end == CallEnd.Returned ? Math.Clamp(call.Value, 1, MostPerBatch) : 1;
    }

    /// <summary>Hands several messages to a provider that takes batches, under the same promises as <see cref="SendAsync"/>.</summary>
    /// <returns>One outcome per message, in order, whatever the plugin does.</returns>
    /// <exception cref="OperationCanceledException">The host is stopping; whether the messages were sent is not known.</exception>
    public async ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(
        IReadOnlyList<ChannelMessage> messages, TimeSpan attemptTimeout, CancellationToken stoppingToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        Enter(attemptTimeout, stoppingToken);
        if (Stuck() is { } stuck)
            return Each(messages, stuck);

        using var call = new GuardedCall<IReadOnlyList<SendOutcome>>(_slot, attemptTimeout, stoppingToken);
        var end = await call.RunAsync((provider, budget) => provider is IBatchSend batch
            ? batch.SendBatchAsync(messages, budget)
            : throw new NotSupportedException($"Plugin '{_slot.PluginId}' takes no batches."));
        if (end != CallEnd.Returned)
            return Each(messages, Failure(call, end, attemptTimeout, stoppingToken));

        return call.Value is { } outcomes && outcomes.Count == messages.Count
            ? [.. outcomes.Select(outcome => Clean(outcome ?? NoOutcome($"Plugin '{_slot.PluginId}' returned no outcome.")))]
            : Each(messages, NoOutcome($"Plugin '{_slot.PluginId}' returned {call.Value?.Count ?? 0} outcomes for {messages.Count} messages."));
    }

    /// <summary>Has the provider verify and read what claims to come from it.</summary>
    /// <returns>What it found; <see langword="null"/> when the plugin receives nothing.</returns>
    /// <exception cref="PluginUnavailableException">The plugin threw or did not answer in time: the sender should try again.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended.</exception>
    public async ValueTask<CallbackResult?> ReceiveAsync(CallbackRequest request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        Enter(timeout, cancellationToken);
        using var call = new GuardedCall<CallbackResult?>(_slot, timeout, cancellationToken);
        var end = await call.RunAsync(async (provider, budget) =>
            provider is IReceiveCallbacks receiver
                ? await receiver.ReceiveAsync(request, budget) ?? throw new InvalidOperationException("ReceiveAsync returned nothing.")
                : null);
        if (end == CallEnd.Returned)
            return call.Value;

        if (end == CallEnd.Abandoned || call.Exception is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        throw new PluginUnavailableException(_slot.PluginId, call.OutOfTime
            ? $"Plugin '{_slot.PluginId}' did not read the callback within {timeout.TotalSeconds:0.###} s."
            : $"Plugin '{_slot.PluginId}' threw {call.Exception?.GetType().Name} while it read the callback.");
    }

    /// <summary>Looks whether the provider could take a message now.</summary>
    /// <returns>What was found; <see langword="null"/> when the plugin cannot tell.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended.</exception>
    public async ValueTask<HealthReport?> ProbeAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Enter(timeout, cancellationToken);
        using var call = new GuardedCall<HealthReport?>(_slot, timeout, cancellationToken);
        var end = await call.RunAsync(static async (provider, budget) => provider is IHealthProbe probe ? await probe.ProbeAsync(budget) : null);
        if (end == CallEnd.Returned)
            return call.Value is { } report ? report with { Detail = Clean(report.Detail), Code = _slot.Redactor?.Clean(report.Code) } : null;

        if (end == CallEnd.Abandoned || call.Exception is OperationCanceledException)
            cancellationToken.ThrowIfCancellationRequested();
        return call.OutOfTime
            ? Unhealthy(FailureClass.TimeoutCode, $"Plugin '{_slot.PluginId}' did not finish the probe within {timeout.TotalSeconds:0.###} s.")
            : Unhealthy(FailureClass.ExceptionCode, $"Plugin '{_slot.PluginId}' threw {call.Exception?.GetType().Name} during the probe.");
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
            return call.Value is { } found ? found with { Detail = Clean(found.Detail), Code = _slot.Redactor?.Clean(found.Code) } : null;

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

    private static HealthReport Unhealthy(string code, string detail) => new() { Status = HealthStatus.Unhealthy, Code = code, Detail = detail };

    private static SendOutcome.Ambiguous NoOutcome(string reason) => new() { Code = FailureClass.ExceptionCode, Reason = reason };

    private static SendOutcome[] Each(IReadOnlyList<ChannelMessage> messages, SendOutcome outcome)
    {
        var outcomes = new SendOutcome[messages.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }

    private SendOutcome Clean(SendOutcome outcome) => _slot.Redactor?.Clean(outcome) ?? outcome;

    private string Clean(string text) => _slot.Redactor?.Clean(text) ?? text;

    private SendOutcome.Transient? Stuck() => _slot.Abandoned < MaxAbandonedCalls ? null : new()
    {
        Code = "plugin-stuck",
        Reason = $"{_slot.Abandoned} earlier calls of plugin '{_slot.PluginId}' still hang. Replace the plugin's folder with a repaired version.",
    };

    private SendOutcome Failure<T>(GuardedCall<T> call, CallEnd end, TimeSpan attemptTimeout, CancellationToken stoppingToken)
    {
        if (end == CallEnd.Abandoned || call.Exception is OperationCanceledException)
            stoppingToken.ThrowIfCancellationRequested();
        return Classify(call, end, attemptTimeout);
    }

    private SendOutcome Classify<T>(GuardedCall<T> call, CallEnd end, TimeSpan attemptTimeout)
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
