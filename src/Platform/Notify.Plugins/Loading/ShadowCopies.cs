using System.Globalization;

namespace Notify.Plugins.Loading;

/// <summary>
/// Private copies of plugin folders, so that the originals can be replaced while they run. They live in one temporary folder
/// per process, whose lock file tells the next process whether its owner is still there.
/// </summary>
internal sealed class ShadowCopies : IDisposable
{
    private const string Prefix = "notify-plugins-";
    private const string LockFile = ".lock";
    private readonly string _root;
    private readonly FileStream _lock;
    private readonly Lock _gate = new();
    private readonly List<(string Folder, WeakReference Context)> _discarded = [];
    private int _made;

    public ShadowCopies()
    {
        DeleteAbandoned();
        (_root, _lock) = Claim();
    }

    /// <summary>Copies a plugin folder under its own name, which its entry assembly may depend on.</summary>
    public PluginFolder Make(PluginFolder source)
    {
        var number = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        var target = Path.Combine(_root, number, source.Name);
        foreach (var file in Directory.EnumerateFiles(source.Path, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // it is below the target folder
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(target);
        return source with { Path = target };
    }

    /// <summary>Deletes a copy at once, or, where the system holds loaded files, once <paramref name="context"/> is collected.</summary>
    public void Discard(PluginFolder copy, WeakReference? context)
    {
        var folder = Path.GetDirectoryName(copy.Path)!; // the numbered folder around it
        if (TryDelete(folder) || context is null)
            return;

        lock (_gate)
            _discarded.Add((folder, context));
    }

    /// <summary>Deletes the copies whose plugin version is gone by now.</summary>
    public void Sweep()
    {
        lock (_gate)
            _discarded.RemoveAll(static discarded => !discarded.Context.IsAlive && TryDelete(discarded.Folder));
    }

    public void Dispose()
    {
        _lock.Dispose();
        TryDelete(_root);
    }

    /// <summary>Makes this process's folder. Another one that cleans up may take the lock in the moment before we do, so there is a second try.</summary>
    private static (string Root, FileStream Lock) Claim()
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            var root = Directory.CreateTempSubdirectory(Prefix).FullName;
            try
            {
                return (root, new(Path.Combine(root, LockFile), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (attempt < Tries)
            {
                TryDelete(root);
            }
        }
    }

    private static void DeleteAbandoned()
    {
        foreach (var root in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            try
            {
                using (new FileStream(Path.Combine(root, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                TryDelete(root);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Its owner lives, or it is another user's.
            }
        }
    }

    private static bool TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
