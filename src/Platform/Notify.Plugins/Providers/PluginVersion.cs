using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;
using Notify.Plugins.Loading;
using Notify.Plugins.Settings;
using Notify.Primitives;

namespace Notify.Plugins.Providers;

/// <summary>
/// One loaded version of a plugin with the providers it made. It counts its owner and its living providers; when the owner
/// retired it and the last provider is disposed, its load context unloads.
/// </summary>
internal sealed partial class PluginVersion
{
    private readonly ConcurrentDictionary<IntegrationId, ProviderSlot> _slots = new();
    private readonly Lock _gate = new();
    private readonly PluginFolder? _copy;
    private readonly ProviderHome _home;
    private readonly ShadowCopies _shadowCopies;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IChannelPlugin? _plugin;
    private PluginLoadContext? _context;
    private int _references = 1;
    private bool _retired;

    public PluginVersion(
        PluginFolder folder, PluginFolder? copy, StartedPlugin started, SettingsSchema settings,
        ProviderHome home, PluginLoadContext? context, ShadowCopies shadowCopies,
        TimeProvider timeProvider, ILoggerFactory loggerFactory)
    {
        Folder = folder;
        Manifest = started.Manifest;
        Settings = settings;
        _plugin = started.Plugin;
        _copy = copy;
        _home = home;
        _context = context;
        _shadowCopies = shadowCopies;
        _timeProvider = timeProvider;
        _logger = loggerFactory.CreateLogger<PluginVersion>();
        Questions = new(this, timeProvider, _logger);
    }

    public PluginFolder Folder { get; }

    public ChannelManifest Manifest { get; }

    public SettingsSchema Settings { get; }

    /// <summary>Gets what can be asked of the plugin itself.</summary>
    public PluginQuestions Questions { get; }

    /// <summary>Gets a task that ends when the last provider is disposed and the load context was told to unload.</summary>
    public Task Unloaded => _unloaded.Task;

    /// <summary>Borrows the integration's provider, or returns <see langword="null"/> when this version retired meanwhile.</summary>
    public ProviderSlot? TryRent(ProviderKey key, Func<JsonElement> settings)
    {
        while (true)
        {
            if (_slots.TryGetValue(key.IntegrationId, out var slot) && slot.SettingsVersion >= key.SettingsVersion
                && !slot.IsRetired && slot.TryAcquire())
            {
                return slot;
            }

            if (Volatile.Read(ref _retired))
                return null;

            ProviderSlot? superseded;
            var values = settings().Clone();
            var made = new ProviderSlot(this, key, _timeProvider, _logger);
            lock (_gate)
            {
                if (_retired)
                    return null;

                if (_slots.TryGetValue(key.IntegrationId, out superseded) && superseded.SettingsVersion >= key.SettingsVersion && !superseded.IsRetired)
                    continue; // another caller was first

                _references++;
                _slots[key.IntegrationId] = made;
            }

            superseded?.Retire();
            made.Start(_plugin!, _home, values, Settings.Secrets); // not null: the slot just counted keeps this version loaded
            return made;
        }
    }

    /// <summary>Borrows the plugin until <see cref="Release()"/>; <see langword="null"/> when this version retired.</summary>
    public IChannelPlugin? TryUse()
    {
        lock (_gate)
        {
            if (_retired)
                return null;

            _references++;
            return _plugin;
        }
    }

    /// <summary>Ends the version: no new rents, and it unloads when what is in flight is done.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_retired)
                return;

            Volatile.Write(ref _retired, true);
        }

        foreach (var slot in _slots.Values)
            slot.Retire();
        Release();
    }

    /// <summary>Disposes providers that nobody used for so long; the next rent makes them anew.</summary>
    public void RetireIdle(TimeSpan limit)
    {
        foreach (var slot in _slots.Values)
        {
            if (slot.IsIdleFor(limit))
                slot.Retire();
        }
    }

    /// <summary>Takes back the reference of a provider that is disposed.</summary>
    public void Release(ProviderSlot slot)
    {
        _slots.TryRemove(KeyValuePair.Create(slot.IntegrationId, slot));
        Release();
    }

    public void Release()
    {
        lock (_gate)
        {
            if (--_references > 0)
                return;
        }

        var context = Unload();
        if (_copy is not null)
            _shadowCopies.Discard(_copy, context);
        LogUnloaded(Manifest.Id, Manifest.Version);
        _unloaded.SetResult();
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // keeps the context out of the caller's frame, so that it can be collected
    private WeakReference? Unload()
    {
        var context = _context;
        _context = null;
        _plugin = null;
        context?.Unload();
        return context is null ? null : new WeakReference(context);
    }

    [LoggerMessage(4002, LogLevel.Information, "Plugin {PluginId} {Version} is unloaded.")]
    private partial void LogUnloaded(string pluginId, string version);
}
