namespace Notify.Channels.Tests.Support;

/// <summary>A folder of plugin folders that goes away with the test.</summary>
internal sealed class PluginFolders : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("notify-tests-");

    public string Path => _root.FullName;

    public string File(string name) => System.IO.Path.Combine(_root.FullName, name);

    public Task<string> AddAsync(string name, string source, string? sdk = null) => PluginCompiler.BuildAsync(Path, name, source, sdk);

    public void Dispose() => _root.Delete(recursive: true);
}
