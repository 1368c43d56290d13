namespace Notify.AppHost.Tests.Support;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notify-apphost-test-").FullName;

    public void Dispose() => Notify.TestServers.TemporaryFolders.DeleteAsync(Path).GetAwaiter().GetResult();
}
