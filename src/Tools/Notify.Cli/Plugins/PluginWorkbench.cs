using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.Plugins;

namespace Notify.Cli.Plugins;

/// <summary>The plugin host of this process: the one that Notify runs, with nothing around it.</summary>
internal sealed class PluginWorkbench : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DirectoryInfo? _copies;
    private readonly string _original;

    private PluginWorkbench(IHost host, DirectoryInfo? copies, string original)
    {
        _host = host;
        _copies = copies;
        _original = original;
        Plugins = host.Services.GetRequiredService<IChannelPlugins>();
    }

    public IChannelPlugins Plugins { get; }

    /// <summary>Starts with one folder, which is copied so that those beside it are not loaded.</summary>
    public static async Task<PluginWorkbench> OfFolderAsync(string folder, IEnumerable<(string Key, string Value)> options, CancellationToken cancellationToken)
    {
        var original = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var copies = Directory.CreateTempSubdirectory("notify-plugin-");
        var copy = Path.Combine(copies.FullName, Path.GetFileName(original));
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(original, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!); // it is below the copy
            File.Copy(file, target);
        }

        return new(await StartAsync(copies.FullName, options, cancellationToken), copies, original);
    }

    /// <summary>Starts with all plugins of some folders of plugin folders.</summary>
    public static async Task<PluginWorkbench> OfFoldersAsync(string folders, IEnumerable<(string Key, string Value)> options, CancellationToken cancellationToken) =>
        new(await StartAsync(folders, options, cancellationToken), null, "");

    /// <summary>Names the folder that was asked about in the place of its copy.</summary>
    public string Tell(string text) => _copies is null ? text : text.Replace(Path.Combine(_copies.FullName, Path.GetFileName(_original)), _original, StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)_host).DisposeAsync();
        _copies?.Delete(recursive: true);
    }

    private static async Task<IHost> StartAsync(string path, IEnumerable<(string Key, string Value)> options, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            options.Append(("Notify:Plugins:Path", path)).Append(("Notify:Plugins:Watch", "false"))
                .Select(static option => KeyValuePair.Create(option.Item1, (string?)option.Item2)));
        builder.Services.AddChannelPlugins(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
