using System.Diagnostics;

namespace Notify.AppHost.Tests.Support;

/// <summary>The whole application in a process of its own, killed with the test.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Process process;

    public AppHostProcess()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--DcpPublisher:RandomizePorts=true"])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_HOME"] = folder.Path, ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = null },
        };
        process = Process.Start(start)!; // null only with UseShellExecute
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
    }

    /// <summary>Gets the application's program.</summary>
    public static string Program =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Notify.AppHost", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), "Notify.AppHost.dll"));

    public string StateFolder => folder.Path;

    public int? ExitCode => process.HasExited ? process.ExitCode : null;

    /// <summary>Waits until all is well, and lists the AppHost's process and every one that came of it.</summary>
    public async Task<IReadOnlyList<KnownProcess>> EverythingAsync()
    {
        using var control = await ControlClient.OfAsync(folder.Path);
        await control.WaitAsync();
        return ProcessTable.StartedWith($"NOTIFY_HOME={folder.Path}");
    }

    /// <summary>Sends a signal, and waits until the AppHost has ended.</summary>
    public async Task EndAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await Eventually.HoldsAsync(() => process.HasExited, "the AppHost has ended"); // not WaitForExit: what it started may hold its output a while longer
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit(TimeSpan.FromSeconds(10)); // with a limit it does not wait for the output's end, which its servers hold
        }

        process.Dispose();
        folder.Dispose();
    }
}
