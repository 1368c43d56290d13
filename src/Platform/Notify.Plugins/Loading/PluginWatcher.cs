using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Notify.Plugins.Loading;

/// <summary>
/// Loads all plugins before any other hosted service starts, then takes in changes: the file system's notices wake it at once, and
/// a slow poll catches what they miss (network shares, container mounts). A folder is taken in when two looks at it are equal.
/// </summary>
internal sealed partial class PluginWatcher(
    PluginCatalog catalog, ShadowCopies shadowCopies, IOptions<ChannelPluginsOptions> options,
    IHostEnvironment environment, TimeProvider timeProvider, ILogger<PluginWatcher> logger) : IHostedLifecycleService, IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan QuietTime = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan GoneTime = TimeSpan.FromSeconds(1); // a deployment that deletes and copies anew leaves a gap
    private static readonly TimeSpan IdleProviderLimit = TimeSpan.FromMinutes(10);
    private readonly ILogger _logger = logger;
    private readonly SemaphoreSlim _noticed = new(0, 1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<FileSystemWatcher> _watchers = [];
    private string[] _roots = [];
    private Task _watching = Task.CompletedTask;
    private bool _isStopped;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        _roots = options.Value.Roots(environment.ContentRootPath);
        await catalog.ReconcileAsync(PluginFolder.Scan(_roots), cancellationToken);
        if (!options.Value.Watch)
            return;

        foreach (var root in _roots)
            Watch(root);
        _watching = Task.Run(() => WatchAsync(_stopping.Token), cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isStopped, true))
            return; // a host may be stopped again after it was disposed

        await _stopping.CancelAsync();
        await _watching.WaitAsync(cancellationToken);
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers)
            watcher.Dispose();
        _stopping.Dispose();
        _noticed.Dispose();
    }

    private void Watch(string root)
    {
        try
        {
            var watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true };
            watcher.Created += (_, _) => Notice();
            watcher.Changed += (_, _) => Notice();
            watcher.Deleted += (_, _) => Notice();
            watcher.Renamed += (_, _) => Notice();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(watcher);
        }
        catch (IOException exception)
        {
            LogNoNotices(exception, root, PollInterval.TotalSeconds); // such as: no inotify watches left
        }
    }

    private void Notice()
    {
        try
        {
            _noticed.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // Noticed already, or stopping.
        }
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WaitForNoticeAsync(stoppingToken);
                await TakeInChangesAsync(stoppingToken);
                catalog.RetireIdleProviders(IdleProviderLimit);
                shadowCopies.Sweep();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogWatchFailed(exception); // one bad look must not end the watching
            }
        }
    }

    private async Task WaitForNoticeAsync(CancellationToken stoppingToken)
    {
        using var poll = new CancellationTokenSource(PollInterval, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poll.Token, stoppingToken);
        try
        {
            await _noticed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Time to look without a notice.
        }
    }

    private async Task TakeInChangesAsync(CancellationToken stoppingToken)
    {
        var found = PluginFolder.Scan(_roots);
        while (catalog.Differs(found))
        {
            await Task.Delay(catalog.MissesAnyOf(found) ? GoneTime : QuietTime, timeProvider, stoppingToken);
            var again = PluginFolder.Scan(_roots);
            if (found.SequenceEqual(again))
                await catalog.ReconcileAsync(found, stoppingToken);
            found = again;
        }
    }

    [LoggerMessage(4008, LogLevel.Error, "Looking for changed plugins failed; it goes on.")]
    private partial void LogWatchFailed(Exception exception);

    [LoggerMessage(4009, LogLevel.Warning, "The file system gives no notices for {Root}; plugin changes there are seen every {Seconds} s.")]
    private partial void LogNoNotices(Exception exception, string root, double seconds);
}
