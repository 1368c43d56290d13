using System.Diagnostics;
using System.Text.Json;
using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.Tests.AppHosts;

/// <summary>The test application in a process of its own, killed with the test.</summary>
internal sealed class AppHostProcess : IDisposable
{
    private readonly TemporaryFolder folder;
    private readonly Process process;

    public AppHostProcess(TemporaryFolder folder)
    {
        this.folder = folder;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Notify.TestAppHost.dll")])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_HOME"] = folder.Path, ["ASPNETCORE_URLS"] = null },
        };
        process = Process.Start(start)!; // null only with UseShellExecute
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Waits until all resources are healthy, and lists the AppHost's process and every one below it.</summary>
    public async Task<List<ProcessIdentity>> EverythingAsync()
    {
        var file = Path.Combine(folder.Path, "apphost.json");
        await Eventually.HoldsAsync(() => File.Exists(file), "the AppHost has started");
        using var where = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation));
        using var client = new HttpClient { BaseAddress = new Uri(where.RootElement.GetProperty("dashboard").GetString()!) };
        client.DefaultRequestHeaders.Add("X-Notify-Token", where.RootElement.GetProperty("token").GetString());
        using var answer = await client.GetAsync("/api/wait", Cancellation);
        Assert.Equal("All resources are healthy.\n", await answer.Content.ReadAsStringAsync(Cancellation));
        return [.. ProcessTree.Of(ProcessIdentity.Find(process.Id)!)];
    }

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
    }
}
