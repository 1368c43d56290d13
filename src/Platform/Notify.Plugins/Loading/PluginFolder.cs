using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Notify.Plugins.Loading;

/// <summary>A folder that holds, or is about to hold, one plugin.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Fingerprint">Names, sizes and times of all files: equal fingerprints mean an unchanged folder.</param>
internal sealed record PluginFolder(string Path, string Fingerprint)
{
    private const string DependencySuffix = ".deps.json";

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Lists the plugin folders under the roots. A file that vanishes meanwhile just changes the fingerprint.</summary>
    public static IReadOnlyList<PluginFolder> Scan(IEnumerable<string> roots) =>
        [.. roots.Where(Directory.Exists)
            .SelectMany(static root => Directory.EnumerateDirectories(root).Order(StringComparer.Ordinal))
            .Where(static path => System.IO.Path.GetFileName(path)[0] != '.')
            .Select(Read)];

    public static PluginFolder Read(string path)
    {
        var fingerprint = new StringBuilder();
        try
        {
            foreach (var file in new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories)
                .OrderBy(static file => file.FullName, StringComparer.Ordinal))
            {
                fingerprint.Append(CultureInfo.InvariantCulture, $"{file.FullName}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
            }
        }
        catch (IOException)
        {
            fingerprint.Append("changing");
        }

        return new(path, fingerprint.ToString());
    }

    /// <summary>
    /// Finds the plugin's entry assembly: the one named like the folder, else the one the only <c>.deps.json</c> belongs to.
    /// Refuses a folder whose dependency manifest names files that are not there, as a half-copied one does.
    /// </summary>
    /// <exception cref="PluginLoadException">The folder holds no complete plugin.</exception>
    public string EntryAssembly()
    {
        var entry = System.IO.Path.Combine(Path, Name + ".dll");
        if (!File.Exists(entry))
        {
            var manifests = Directory.GetFiles(Path, "*" + DependencySuffix);
            entry = manifests.Length == 1
                ? manifests[0][..^DependencySuffix.Length] + ".dll"
                : throw new PluginLoadException(
                    $"The plugin folder '{Path}' holds neither '{Name}.dll' nor exactly one *{DependencySuffix}. "
                    + "Name the folder like the plugin's assembly, or finish copying; it is tried again when a file changes.");
        }

        foreach (var file in RequiredFiles(System.IO.Path.ChangeExtension(entry, DependencySuffix)).Prepend(System.IO.Path.GetFileName(entry)))
        {
            if (!File.Exists(System.IO.Path.Combine(Path, file)))
            {
                throw new PluginLoadException(
                    $"The plugin folder '{Path}' is not complete: '{file}' is missing. Copy the whole build output of the plugin; "
                    + "it is tried again when a file changes.");
            }
        }

        return entry;
    }

    private static List<string> RequiredFiles(string dependencyManifest)
    {
        if (!File.Exists(dependencyManifest))
            return [];

        try
        {
            using var stream = File.OpenRead(dependencyManifest);
            using var document = JsonDocument.Parse(stream);
            var target = document.RootElement.GetProperty("runtimeTarget").GetProperty("name").GetString() ?? "";
            var files = new List<string>();
            foreach (var library in document.RootElement.GetProperty("targets").GetProperty(target).EnumerateObject())
            {
                if (library.Value.TryGetProperty("runtime", out var assets))
                    files.AddRange(assets.EnumerateObject().Select(static asset => System.IO.Path.GetFileName(asset.Name)).Where(IsPrivate));
            }

            return files;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException)
        {
            throw new PluginLoadException(
                $"'{dependencyManifest}' cannot be read as a dependency manifest. Build the plugin anew or finish copying; "
                + "it is tried again when a file changes.", exception);
        }
    }

    private static bool IsPrivate(string file) => file != SharedSdk.Name + ".dll";
}
