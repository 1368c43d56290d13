using System.Text.Json;
using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Plugins.Providers;

/// <summary>
/// One provider and everyone who uses it: its owner, leases, and calls in flight each count one. The last to leave disposes it.
/// </summary>
internal sealed partial class ProviderSlot
{
    private static readonly TimeSpan DisposeLimit = TimeSpan.FromSeconds(10);
    private readonly PluginVersion _version;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource<IChannelProvider> _provider = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _references = 2; // the owner, and the one for whom it is made: whatever retires it meanwhile, it lives until given back
    private int _retired;
    private int _abandoned;
    private long _lastUsed;

    public ProviderSlot(PluginVersion version, ProviderKey key, TimeProvider timeProvider, ILogger logger)
    {
        _version = version;
        _logger = logger;
        TimeProvider = timeProvider;
        PluginId = key.PluginId;
        IntegrationId = key.IntegrationId;
        SettingsVersion = key.SettingsVersion;
        _lastUsed = timeProvider.GetTimestamp();
    }

    public string PluginId { get; }

    public IntegrationId IntegrationId { get; }

    public long SettingsVersion { get; }

    public TimeProvider TimeProvider { get; }

    /// <summary>Gets what takes the integration's secrets out of texts; <see langword="null"/> until the making starts, before which nothing can be said.</summary>
    public SecretRedactor? Redactor { get; private set; }

    public bool IsRetired => Volatile.Read(ref _retired) != 0;

    /// <summary>Gets how many calls were given up on and still run.</summary>
    public int Abandoned => Volatile.Read(ref _abandoned);

    /// <summary>Gets the provider, perhaps still being made; the task fails when the plugin's Create does.</summary>
    public Task<IChannelProvider> Provider => _provider.Task;

    /// <summary>Has the plugin make the provider, on a thread of its own because Create may block against its contract.</summary>
    public void Start(IChannelPlugin plugin, ProviderHome home, JsonElement settings, IReadOnlySet<string> secretNames)
    {
        Redactor = new(settings, secretNames);
        var context = new ProviderContext
        {
            IntegrationId = IntegrationId.ToString(),
            Settings = settings,
            HostOptions = home.Options,
            CallbackUrl = home.CallbackUrl(IntegrationId.ToString()),
            Log = new PluginLog(_logger, Redactor, PluginId, IntegrationId),
            TimeProvider = TimeProvider,
        };
        var thread = new Thread(() => Create(plugin, context)) { IsBackground = true, Name = $"plugin {PluginId} create" };
        TryAcquire(); // the making itself holds the version; the first renter's reference is still there, so it cannot fail
        thread.UnsafeStart();
    }

    public bool TryAcquire()
    {
        while (true)
        {
            var references = Volatile.Read(ref _references);
            if (references == 0)
                return false;

            if (Interlocked.CompareExchange(ref _references, references + 1, references) == references)
            {
                Volatile.Write(ref _lastUsed, TimeProvider.GetTimestamp());
                return true;
            }
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) == 0)
            _ = DisposeProviderAsync();
    }

    /// <summary>Takes the owner's reference away: the provider is disposed when those who use it are done.</summary>
    public void Retire()
    {
        if (Interlocked.Exchange(ref _retired, 1) == 0)
            Release();
    }

    public bool IsIdleFor(TimeSpan limit) =>
        Volatile.Read(ref _references) == 1 && TimeProvider.GetElapsedTime(Volatile.Read(ref _lastUsed)) > limit;

    /// <summary>Keeps the slot until a call that nobody waits for any more ends by itself.</summary>
    public void Abandon(Task call)
    {
        Interlocked.Increment(ref _abandoned);
        LogAbandoned(PluginId, IntegrationId, Abandoned);
        _ = call.ContinueWith(
            static (ended, state) =>
            {
                _ = ended.Exception; // observed: whatever came of it, nobody waits for it
                var slot = (ProviderSlot)state!; // passed below
                Interlocked.Decrement(ref slot._abandoned);
                slot.Release();
            },
            this, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Create(IChannelPlugin plugin, ProviderContext context)
    {
        try
        {
            _provider.SetResult(plugin.Create(context)
                ?? throw new InvalidOperationException($"Create of plugin '{PluginId}' returned no provider."));
        }
        catch (Exception exception)
        {
            LogCreateFailed(exception.GetType().Name, PluginId, IntegrationId);
            _provider.SetException(exception);
            _ = _provider.Task.Exception; // observed
            Retire(); // the next rent tries again
        }
        finally
        {
            Release();
        }
    }

    private async Task DisposeProviderAsync()
    {
        if (_provider.Task.IsCompletedSuccessfully)
        {
            try
            {
                await Task.Run(() => _provider.Task.Result.DisposeAsync().AsTask()).WaitAsync(DisposeLimit, TimeProvider);
            }
            catch (Exception exception)
            {
                LogDisposeFailed(exception.GetType().Name, PluginId, IntegrationId);
            }
        }

        _version.Release(this);
    }

    [LoggerMessage(4010, LogLevel.Warning, "Plugin {PluginId} made no provider for integration {IntegrationId}: its Create threw {Exception}.")]
    private partial void LogCreateFailed(string exception, string pluginId, IntegrationId integrationId);

    [LoggerMessage(4011, LogLevel.Warning, "Plugin {PluginId} did not dispose its provider for integration {IntegrationId} in order: {Exception}.")]
    private partial void LogDisposeFailed(string exception, string pluginId, IntegrationId integrationId);

    [LoggerMessage(4012, LogLevel.Warning, "Plugin {PluginId} did not come back from a call for integration {IntegrationId} in time; {Abandoned} such calls still run.")]
    private partial void LogAbandoned(string pluginId, IntegrationId integrationId, int abandoned);
}
