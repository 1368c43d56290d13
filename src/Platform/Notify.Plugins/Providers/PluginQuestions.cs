using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;

namespace Notify.Plugins.Providers;

/// <summary>
/// Calls the plugin itself rather than one of its providers: what addresses look like, and what its hooks want to hear. A call that throws or hangs
/// costs nobody more than its time limit; after a few that never came back the plugin is not asked any more.
/// </summary>
internal sealed partial class PluginQuestions(PluginVersion version, TimeProvider timeProvider, ILogger logger)
{
    private const int MaxAbandonedCalls = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private int _abandoned;

    /// <summary>Asks whether a text can be an address; <see langword="null"/> also when the plugin has no answer.</summary>
    public async Task<string?> FindEndpointFaultAsync(string address, CancellationToken cancellationToken) =>
        version.Manifest.Abilities.HasFlag(ChannelAbilities.ValidateEndpoint)
            ? await AskAsync((plugin, _) => new ValueTask<string?>((plugin as IValidateEndpoint)?.FindFault(address)), cancellationToken)
            : null;

    public async Task TellAsync(Func<INotificationHook, CancellationToken, ValueTask> notice, CancellationToken cancellationToken) =>
        await AskAsync(async (plugin, budget) =>
        {
            if (plugin is INotificationHook hook)
                await notice(hook, budget);
            return null;
        }, cancellationToken);

    private async Task<string?> AskAsync(Func<IChannelPlugin, CancellationToken, ValueTask<string?>> question, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _abandoned) >= MaxAbandonedCalls || version.TryUse() is not { } plugin)
            return null;

        var budget = new CancellationTokenSource(Limit, timeProvider); // not disposed: a call that is given up on may still look at it
        var running = PluginThreads.Run(async () => await question(plugin, budget.Token));
        _ = running.ContinueWith(
            static (_, state) => ((PluginVersion)state!).Release(), // passed below
            version, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            return await running.WaitAsync(Limit, timeProvider, cancellationToken);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            Interlocked.Increment(ref _abandoned);
            LogHung(version.Manifest.Id, Limit.TotalSeconds);
            _ = running.ContinueWith(
                static (_, state) => Interlocked.Decrement(ref ((PluginQuestions)state!)._abandoned),
                this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogThrew(version.Manifest.Id, exception.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(4014, LogLevel.Warning, "Plugin {PluginId} did not come back from a hook or an address check within {Seconds} s; it goes on without it.")]
    private partial void LogHung(string pluginId, double seconds);

    [LoggerMessage(4015, LogLevel.Warning, "Plugin {PluginId} threw {Exception} in a hook or an address check; it goes on without it.")]
    private partial void LogThrew(string pluginId, string exception);
}
