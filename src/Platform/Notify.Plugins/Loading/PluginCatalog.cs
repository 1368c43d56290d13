using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.Channels.Sdk;
using Notify.Plugins.Providers;
using Notify.Primitives;

namespace Notify.Plugins.Loading;

/// <summary>Knows which version of which plugin serves. Readers see immutable snapshots; only the watcher changes them.</summary>
internal sealed partial class PluginCatalog(
    PluginLoader loader, IEnumerable<BuiltInPlugin> builtIns, IOptions<PublicUrlOptions> publicUrl, ILogger<PluginCatalog> logger) : IChannelPlugins, IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromMilliseconds(500); // what still hangs was given up before
    private readonly ILogger _logger = logger;
    private readonly Dictionary<string, FolderState> _folders = new(StringComparer.Ordinal);
    private FolderState[]? _builtIns;
    private Snapshot _current = Snapshot.Of([]);

    public event Action? Changed;

    public IReadOnlyList<PluginStatus> All => _current.All;

    public IReadOnlyList<ChannelManifest> Manifests => _current.Manifests;

    public bool TryFind(string pluginId, [NotNullWhen(true)] out ChannelManifest? manifest)
    {
        manifest = _current.Serving.GetValueOrDefault(pluginId)?.Manifest;
        return manifest is not null;
    }

    public Uri? CallbackUrl(IntegrationId integrationId) => publicUrl.Value.CallbackUrl(integrationId.ToString());

    public bool IsBuiltIn(string pluginId) => Array.Exists(_builtIns ?? [], state => state.Version?.Manifest.Id == pluginId);

    public bool HasHooks => _current.Hooks.Count > 0;

    public bool HasChannel(string channel) => _current.Channels.Contains(channel);

    public IReadOnlyList<FieldError> ValidateSettings(string pluginId, JsonElement settings) => Find(pluginId).Settings.Validate(settings);

    public IReadOnlySet<string> SecretSettings(string pluginId) => Find(pluginId).Settings.Secrets;

    public async ValueTask<string?> FindEndpointFaultAsync(string pluginId, string address, CancellationToken cancellationToken) =>
        Volatile.Read(ref _current).Serving.TryGetValue(pluginId, out var version)
            ? await version.Questions.FindEndpointFaultAsync(address, cancellationToken) : null;

    public Task TellAsync(SentNotice notice, CancellationToken cancellationToken) =>
        TellAsync((hook, budget) => hook.OnSentAsync(notice, budget), cancellationToken);

    public Task TellAsync(AttemptFailedNotice notice, CancellationToken cancellationToken) =>
        TellAsync((hook, budget) => hook.OnAttemptFailedAsync(notice, budget), cancellationToken);

    public ProviderLease Rent(ProviderKey key, Func<JsonElement> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        while (true)
        {
            // A version that retires between the two calls was replaced in the snapshot before.
            if (Find(key.PluginId).TryRent(key, settings) is { } slot)
                return new ProviderLease(slot);
        }
    }

    /// <summary>Says whether anything differs from what was last taken in.</summary>
    public bool Differs(IReadOnlyList<PluginFolder> found) =>
        found.Count != _folders.Count
        || found.Any(folder => !_folders.TryGetValue(folder.Path, out var known) || known.Fingerprint != folder.Fingerprint);

    /// <summary>Says whether a folder that was there is gone.</summary>
    public bool MissesAnyOf(IReadOnlyList<PluginFolder> found) =>
        _folders.Keys.Except(found.Select(static folder => folder.Path), StringComparer.Ordinal).Any();

    /// <summary>Takes in what was found: loads new and changed folders, forgets removed ones, and swaps all at once.</summary>
    public async Task ReconcileAsync(IReadOnlyList<PluginFolder> found, CancellationToken cancellationToken)
    {
        _builtIns ??= await TakeInBuiltInsAsync(cancellationToken);
        var retired = new List<PluginVersion>();
        foreach (var gone in _folders.Keys.Except(found.Select(static folder => folder.Path)).ToArray())
        {
            if (_folders.Remove(gone, out var state) && state.Version is { } version)
            {
                retired.Add(version);
                LogRemoved(version.Manifest.Id, version.Manifest.Version, gone);
            }
        }

        foreach (var folder in found)
        {
            var known = _folders.GetValueOrDefault(folder.Path);
            if (known is null || known.Fingerprint != folder.Fingerprint || known.IsDuplicate)
                await TakeInAsync(folder, known, retired, cancellationToken);
        }

        Publish(found);
        foreach (var version in retired)
            version.Retire();
    }

    public void RetireIdleProviders(TimeSpan limit)
    {
        foreach (var version in _current.Serving.Values)
            version.RetireIdle(limit);
    }

    public async ValueTask DisposeAsync()
    {
        var versions = _folders.Values.Concat(_builtIns ?? []).Select(static state => state.Version).OfType<PluginVersion>().ToArray();
        _folders.Clear();
        _current = Snapshot.Of([]);
        foreach (var version in versions)
            version.Retire();

        try
        {
            await Task.WhenAll(versions.Select(static version => version.Unloaded)).WaitAsync(StopLimit);
        }
        catch (TimeoutException)
        {
            LogStillBusy(StopLimit.TotalSeconds);
        }
    }

    private async Task<FolderState[]> TakeInBuiltInsAsync(CancellationToken cancellationToken)
    {
        var taken = new List<FolderState>();
        foreach (var builtIn in builtIns)
            taken.Add(new(PluginLoader.BuiltInFolder, "", await loader.LoadAsync(builtIn, cancellationToken), null, IsDuplicate: false));
        return [.. taken];
    }

    private async Task TakeInAsync(PluginFolder folder, FolderState? known, List<PluginVersion> retired, CancellationToken cancellationToken)
    {
        try
        {
            var version = await loader.LoadAsync(folder, cancellationToken);
            var owner = _folders.Values.Concat(_builtIns ?? []).FirstOrDefault(state => state.Version?.Manifest.Id == version.Manifest.Id && state.Folder != folder.Path);
            if (owner is not null)
            {
                version.Retire();
                throw new DuplicatePluginException(
                    $"The plugin in '{folder.Path}' has the id '{version.Manifest.Id}', which the plugin in '{owner.Folder}' has already. "
                    + "Remove one of the two folders or give the plugin another id.");
            }

            _folders[folder.Path] = new(folder.Path, folder.Fingerprint, version, null, IsDuplicate: false);
            if (known?.Version is { } old)
            {
                retired.Add(old);
                LogSwapped(old.Manifest.Id, old.Manifest.Version, version.Manifest.Version);
            }
            else
            {
                LogLoaded(version.Manifest.Id, version.Manifest.Version, version.Manifest.Channel, folder.Path);
            }
        }
        catch (PluginLoadException exception)
        {
            Keep(exception.Message, isDuplicate: false);
        }
        catch (DuplicatePluginException exception)
        {
            Keep(exception.Message, isDuplicate: true);
        }

        void Keep(string error, bool isDuplicate)
        {
            LogFailed(error);
            _folders[folder.Path] = new(folder.Path, folder.Fingerprint, known?.Version, error, isDuplicate);
        }
    }

    private void Publish(IReadOnlyList<PluginFolder> found)
    {
        var next = Snapshot.Of([.. _builtIns ?? [], .. found.Select(folder => _folders[folder.Path])]);
        var changed = !next.All.SequenceEqual(_current.All) || !next.Serving.Values.SequenceEqual(_current.Serving.Values);
        Volatile.Write(ref _current, next);
        if (changed)
            Changed?.Invoke();
    }

    private Task TellAsync(Func<INotificationHook, CancellationToken, ValueTask> notice, CancellationToken cancellationToken)
    {
        var hooks = Volatile.Read(ref _current).Hooks;
        return hooks.Count == 0 ? Task.CompletedTask : Task.WhenAll(hooks.Select(version => version.Questions.TellAsync(notice, cancellationToken)));
    }

    private PluginVersion Find(string pluginId)
    {
        var current = Volatile.Read(ref _current);
        return current.Serving.GetValueOrDefault(pluginId) ?? throw new PluginUnavailableException(
            pluginId,
            current.All.FirstOrDefault(status => status.Id == pluginId)?.Error
                ?? $"No plugin '{pluginId}' is loaded. Put its folder under one of {ChannelPluginsOptions.Section}:Path; it is loaded without a restart.");
    }

    [LoggerMessage(4003, LogLevel.Information, "Plugin {PluginId} {Version} serves channel {Channel} from {Folder}.")]
    private partial void LogLoaded(string pluginId, string version, string channel, string folder);

    [LoggerMessage(4004, LogLevel.Information, "Plugin {PluginId} {OldVersion} is replaced by {NewVersion}; the old one unloads when its sends are done.")]
    private partial void LogSwapped(string pluginId, string oldVersion, string newVersion);

    [LoggerMessage(4005, LogLevel.Information, "Plugin {PluginId} {Version} is gone with its folder {Folder}.")]
    private partial void LogRemoved(string pluginId, string version, string folder);

    [LoggerMessage(4006, LogLevel.Error, "{Error}")]
    private partial void LogFailed(string error);

    [LoggerMessage(4007, LogLevel.Warning, "Some plugin calls did not end within {Seconds} s of stopping; they end with the process.")]
    private partial void LogStillBusy(double seconds);

    private sealed class DuplicatePluginException(string message) : Exception(message);

    private sealed record FolderState(string Folder, string Fingerprint, PluginVersion? Version, string? Error, bool IsDuplicate)
    {
        public PluginStatus ToStatus() => new()
        {
            Id = Version?.Manifest.Id ?? Path.GetFileName(Folder),
            Channel = Version?.Manifest.Channel,
            Version = Version?.Manifest.Version,
            State = Version is null ? PluginState.Failed : PluginState.Loaded,
            Error = Version is not null && Error is not null ? $"{Error} Version {Version.Manifest.Version} keeps serving." : Error,
            Folder = Folder,
        };
    }

    private sealed record Snapshot(
        IReadOnlyList<PluginStatus> All, IReadOnlyList<ChannelManifest> Manifests,
        FrozenDictionary<string, PluginVersion> Serving, FrozenSet<string> Channels, IReadOnlyList<PluginVersion> Hooks)
    {
        public static Snapshot Of(IReadOnlyList<FolderState> folders)
        {
            var serving = folders.Select(static folder => folder.Version).OfType<PluginVersion>()
                .OrderBy(static version => version.Manifest.Id, StringComparer.Ordinal).ToArray();
            return new(
                [.. folders.Select(static folder => folder.ToStatus())],
                [.. serving.Select(static version => version.Manifest)],
                serving.ToFrozenDictionary(static version => version.Manifest.Id, StringComparer.Ordinal),
                serving.Select(static version => version.Manifest.Channel).ToFrozenSet(StringComparer.Ordinal),
                [.. serving.Where(static version => version.Manifest.Abilities.HasFlag(ChannelAbilities.Hook))]);
        }
    }
}
