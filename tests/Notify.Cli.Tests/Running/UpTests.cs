using Notify.Cli.Processes;
using Notify.Cli.Running;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Running;

/// <summary>Starting in the background, and stopping what runs there.</summary>
public sealed class UpTests : IAsyncLifetime
{
    private readonly Desk _desk = new();
    private ControlServer _server = null!; // set before each test

    public async ValueTask InitializeAsync() => _server = await ControlServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task Builds_starts_in_a_session_of_its_own_and_shows_what_runs()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);

        var code = await _desk.RunAsync("up", "--detach", "--fresh");

        var pid = AppHost.Find(_desk.Around)?.Pid;
        Assert.Equal(
            [
                "dotnet build Notify.AppHost -c Release -v q --nologo -clp:NoSummary;ErrorsOnly",
                $"dotnet {_desk.Path("repository", "artifacts", "bin", "Notify.AppHost", "release", "Notify.AppHost.dll")} --fresh",
                $"pid={pid} session={pid} owner= environment=Development Development",
            ],
            await _desk.Programs.CallsAsync());
        Assert.Equal($"Building (Release) …\nStarted the AppHost (process {pid}); waiting until everything is healthy …\n", _desk.Errors);
        Assert.StartsWith("dashboard  http://localhost:15080/login?t=abc\n", _desk.Output, StringComparison.Ordinal);
        Assert.Equal("The app host listens.\n", await File.ReadAllTextAsync(_desk.Path("home", "apphost.log"), TestLimits.Token));
        Assert.True(Directory.Exists(_desk.Path("home", "plugins")));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Keeps_the_environment_that_was_asked_for()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);
        _desk.Around = _desk.Around with { Variables = new Dictionary<string, string>(_desk.Around.Variables) { ["ASPNETCORE_ENVIRONMENT"] = "Staging" } };

        await _desk.RunAsync("up", "--detach");

        Assert.EndsWith(" environment=Staging Development", (await _desk.Programs.CallsAsync())[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Down_ends_it_in_good_order()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);
        await _desk.RunAsync("up", "--detach");

        var code = await _desk.RunAsync("down");

        Assert.Equal("ended", (await _desk.Programs.CallsAsync())[^1]);
        Assert.EndsWith("Stopped.\n", _desk.Errors, StringComparison.Ordinal);
        Assert.False(_desk.IsRunning);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Down_kills_one_that_ends_for_nobody()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Stubborn);
        await _desk.RunAsync("up", "--detach");
        var pid = AppHost.Get(_desk.Around).Pid;
        _desk.Around = _desk.Around with { StopLimit = TimeSpan.FromSeconds(0.3) };

        var code = await _desk.RunAsync("down");

        Assert.EndsWith($"The AppHost (process {pid}) did not end within 0.3 s; killing it.\nStopped.\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Null(ProcessStart.Of(pid));
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Down_leaves_a_stranger_alone_that_has_the_process_id_by_now()
    {
        using var stranger = System.Diagnostics.Process.Start("/bin/sleep", "infinity");
        try
        {
            await _desk.WriteAppHostAsync(stranger.Id, "1", _server.Url);

            Assert.Equal(0, await _desk.RunAsync("down"));
            Assert.Equal($"Nothing runs with the state folder {_desk.Home}.\n", _desk.Errors);
            Assert.NotNull(ProcessStart.Of(stranger.Id));
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task A_fault_is_told_and_everything_stopped()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);
        _server.Fault = "'redis' is FailedToStart.\nport 6379 is taken";

        var code = await _desk.RunAsync("up", "--detach");

        Assert.EndsWith(
            $"'redis' is FailedToStart.\nport 6379 is taken\n"
            + $"notify: not everything became healthy, so everything was stopped. The AppHost's own output: {_desk.Path("home", "apphost.log")}\n",
            _desk.Errors,
            StringComparison.Ordinal);
        Assert.Equal("ended", (await _desk.Programs.CallsAsync())[^1]);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_interruption_before_all_is_healthy_stops_everything()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);
        _server.Patience = new TaskCompletionSource().Task;
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var running = CommandIndex.RunAsync(["up", "--detach"], _desk.Around, interrupt.Token);
        await Poll.UntilAsync(() => _desk.Errors.Contains("Started the AppHost", StringComparison.Ordinal), "It did not start.");

        await interrupt.CancelAsync();

        Assert.Equal(130, await running);
        Assert.Equal("ended", (await _desk.Programs.CallsAsync())[^1]);
    }

    [Fact]
    public async Task Tells_what_an_app_host_said_that_ended_at_once()
    {
        FakeAppHost.Install(_desk, _server.Url, "echo 'No such option.'; exit 2");

        var code = await _desk.RunAsync("up", "--detach");

        Assert.EndsWith("No such option.\nnotify: the AppHost ended at once; its output is above.\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Tells_why_it_does_not_build()
    {
        FakeAppHost.Install(_desk, _server.Url, FakeAppHost.Polite);
        _desk.Programs.Add("dotnet", "echo 'error CS1002: ; expected'; exit 1");

        var code = await _desk.RunAsync("up");

        Assert.Equal("Building (Release) …\nerror CS1002: ; expected\n\nnotify: the build failed; the errors are above.\n", _desk.Errors);
        Assert.Equal(1, code);
    }
}
