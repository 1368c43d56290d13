using System.Diagnostics;
using Notify.Cli.Processes;
using Notify.Cli.Running;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Running;

/// <summary>The app host as a child in the terminal.</summary>
public sealed class ForegroundTests : IDisposable
{
    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData("Ctrl+C", "INT", true)]
    [InlineData("kill", "TERM", false)]
    [InlineData("a closed terminal", "HUP", false)]
    public async Task The_app_host_ends_in_good_order_before_the_tool_does(string what, string signal, bool isToGroup)
    {
        Assert.NotEmpty(what);
        FakeAppHost.Install(_desk, "http://127.0.0.1:1", FakeAppHost.Polite);
        var gate = await MakeGateAsync();
        using var tool = ToolProcess.Start(_desk, "up");
        await Poll.UntilAsync(() => _desk.IsRunning, "The app host did not start.");
        var pid = AppHost.Get(_desk.Around).Pid;

        await ToolProcess.SignalAsync(signal, isToGroup ? -tool.Id : tool.Id);
        await Poll.UntilAsync(() => File.ReadAllText(_desk.Programs.Calls).Contains("ending", StringComparison.Ordinal), "The app host was not told.");
        Assert.False(tool.HasExited);
        await using (var writer = new StreamWriter(gate))
            await writer.WriteLineAsync("open");

        Assert.Equal(7, await tool.EndAsync());
        Assert.Null(ProcessStart.Of(pid));
        Assert.Equal(["ending", "ended"], (await _desk.Programs.CallsAsync())[^2..]);
    }

    [Fact]
    public async Task The_app_host_knows_whose_child_it_is_and_its_exit_code_is_the_tools()
    {
        FakeAppHost.Install(_desk, "http://127.0.0.1:1", "listen; rm \"$NOTIFY_HOME/apphost.json\"; exit 3");

        using var tool = ToolProcess.Start(_desk, "up");

        Assert.Equal($"Building (Release) …\nStarting; Ctrl+C stops everything. State folder: {_desk.Home}\n", await tool.ErrorsAsync());
        Assert.Equal(3, await tool.EndAsync());
        Assert.Contains($" owner={tool.Id} environment=Development Development", (await _desk.Programs.CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_ends_for_nobody_is_killed()
    {
        FakeAppHost.Install(_desk, "http://127.0.0.1:1", FakeAppHost.Stubborn);
        _desk.Around = _desk.Around with { StopLimit = TimeSpan.FromSeconds(0.3) };
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var running = CommandIndex.RunAsync(["up"], _desk.Around, interrupt.Token);
        await Poll.UntilAsync(() => _desk.IsRunning, "The app host did not start.");
        var pid = AppHost.Get(_desk.Around).Pid;

        await interrupt.CancelAsync();

        Assert.Equal(137, await running);
        Assert.EndsWith($"The AppHost (process {pid}) did not end within 0.3 s; killing it.\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Null(ProcessStart.Of(pid));
    }

    private async Task<string> MakeGateAsync()
    {
        var gate = _desk.Path("home", "gate");
        using var make = Process.Start("mkfifo", gate);
        await make.WaitForExitAsync(TestLimits.Token);
        return gate;
    }
}
