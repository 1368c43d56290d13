using System.Diagnostics;
using System.Text.Json;
using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.Tests.AppHosts;

public sealed class KilledAppHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Nothing_is_left_of_an_AppHost_that_ends(string signal)
    {
        using var folder = new TemporaryFolder();
        using var appHost = Start(folder);
        var processes = await EverythingOfAsync(appHost, folder);

        using var kill = Process.Start("kill", [$"-{signal}", $"{appHost.Id}"]);
        await appHost.WaitForExitAsync(Cancellation);

        await Eventually.HoldsAsync(() => !processes.Any(static p => p.IsAlive()), "no process is left");
        Assert.True(processes.Count >= 8, $"only {processes.Count} processes were seen; PostgreSQL, RabbitMQ with its name server, Redis and the service are more");
    }

    [Fact]
    public async Task Two_AppHosts_run_at_once()
    {
        using var firstFolder = new TemporaryFolder();
        using var secondFolder = new TemporaryFolder();
        using var first = Start(firstFolder);
        using var second = Start(secondFolder);

        var processes = (await EverythingOfAsync(first, firstFolder)).Concat(await EverythingOfAsync(second, secondFolder)).ToList();

        using var kill = Process.Start("kill", ["-KILL", $"{first.Id}", $"{second.Id}"]);
        await Eventually.HoldsAsync(() => !processes.Any(static p => p.IsAlive()), "no process is left");
    }

    private static Process Start(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Notify.TestAppHost.dll")])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_HOME"] = folder.Path, ["ASPNETCORE_URLS"] = null },
        };
        var appHost = Process.Start(start)!; // null only with UseShellExecute
        appHost.OutputDataReceived += static (_, _) => { };
        appHost.BeginOutputReadLine();
        return appHost;
    }

    private static async Task<List<ProcessIdentity>> EverythingOfAsync(Process appHost, TemporaryFolder folder)
    {
        var file = Path.Combine(folder.Path, "apphost.json");
        await Eventually.HoldsAsync(() => File.Exists(file), "the AppHost has started");
        using var where = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation));
        using var client = new HttpClient { BaseAddress = new Uri(where.RootElement.GetProperty("dashboard").GetString()!) };
        client.DefaultRequestHeaders.Add("X-Notify-Token", where.RootElement.GetProperty("token").GetString());
        Assert.Equal("All resources are healthy.\n", await client.GetStringAsync("/api/wait", Cancellation));
        return [.. ProcessTree.Of(ProcessIdentity.Find(appHost.Id)!)];
    }
}
