using System.Diagnostics;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Kit;

/// <summary>
/// A clean folder in which a stranger works: the packages of the SDK in a feed of its own, packed under a version that no cache knows, an empty
/// package cache, and a home for the command line. What the registry would give comes from this machine's packages where they are.
/// </summary>
public sealed class Workshop : IAsyncLifetime
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("notify-tests-");

    public string Version { get; } = $"0.2.0-t{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}";

    public string Path(params ReadOnlySpan<string> path) => System.IO.Path.Combine([_root.FullName, .. path]);

    public async ValueTask InitializeAsync()
    {
        var machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await File.WriteAllTextAsync(Path("nuget.config"), $"""
            <configuration>
              <packageSources><add key="feed" value="{Path("feed")}" /></packageSources>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        Directory.CreateDirectory(Path("feed"));
        foreach (var package in new[] { "Notify.Channels.Sdk", "Notify.Channels.Testing" })
        {
            await DotnetAsync(
                "pack", Repository.File("src", "Sdk", package), "-o", Path("feed"),
                $"-p:Version={Version}", $"-p:ArtifactsPath={Path("artifacts")}", $"-p:RestoreFallbackFolders={machine}");
        }
    }

    public Task<string> DotnetAsync(params IEnumerable<string> arguments) => RunAsync("dotnet", arguments);

    /// <summary>Runs a program in this folder, and fails with what it said unless it succeeds.</summary>
    public async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _root.FullName, RedirectStandardOutput = true };
        start.Environment["NUGET_PACKAGES"] = Path("packages");
        start.Environment["DOTNET_CLI_HOME"] = Path("home");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // nothing outlives the test
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestLimits.Token);
        await process.WaitForExitAsync(TestLimits.Token);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{output}");
        return output;
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
