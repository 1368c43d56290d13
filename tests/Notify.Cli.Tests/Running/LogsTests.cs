using Notify.Cli.Processes;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Running;

public sealed class LogsTests : IAsyncLifetime
{
    private readonly Desk _desk = new();
    private ControlServer _server = null!; // set before each test

    public async ValueTask InitializeAsync()
    {
        _server = await ControlServer.StartAsync();
        await _desk.WriteAppHostAsync(Environment.ProcessId, ProcessStart.Of(Environment.ProcessId)!, _server.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _desk.Dispose();
    }

    [Fact]
    public async Task Shows_one_resource_as_it_is()
    {
        Assert.Equal(0, await _desk.RunAsync("logs", "gateway"));
        Assert.Equal("gateway has started\n", _desk.Output);
    }

    [Fact]
    public async Task Shows_all_with_their_names()
    {
        Assert.Equal(0, await _desk.RunAsync("logs"));
        Assert.Equal("postgres | postgres has started\ngateway | gateway has started\n", _desk.Output);
    }

    [Fact]
    public async Task Names_what_there_is_when_asked_for_another()
    {
        Assert.Equal(1, await _desk.RunAsync("logs", "redis"));
        Assert.Equal("notify: There is no resource 'redis'. There are: postgres, gateway.\n", _desk.Errors);
    }

    [Fact]
    public async Task Follows_line_by_line_until_it_ends()
    {
        var running = _desk.RunAsync("logs", "gateway", "-f");
        await Poll.UntilAsync(() => _desk.Output == "gateway has started\n", "The first line did not come.");
        _server.Following.Writer.TryWrite("a request");
        await Poll.UntilAsync(() => _desk.Output == "gateway has started\na request\n", "The next line did not come.");
        Assert.False(running.IsCompleted);

        _server.Following.Writer.Complete();

        Assert.Equal(0, await running);
    }

    [Theory]
    [InlineData(true, "\e[40m\e[1m\e[33mwarn\e[39m\e[22m\e[49m: [1] late")]
    [InlineData(false, "warn: [1] late")]
    public async Task Shows_colours_to_people_only(bool isTerminal, string shown)
    {
        _desk.Around = _desk.Around with { ShowsColours = isTerminal };
        _server.Following.Writer.TryWrite("\e[40m\e[1m\e[33mwarn\e[39m\e[22m\e[49m: [1] late");
        _server.Following.Writer.Complete();

        Assert.Equal(0, await _desk.RunAsync("logs", "gateway", "-f"));
        Assert.Equal($"gateway has started\n{shown}\n", _desk.Output);
    }

    [Fact]
    public async Task Follows_all_at_once()
    {
        var running = _desk.RunAsync("logs", "--follow");
        _server.Following.Writer.TryWrite("a request");
        await Poll.UntilAsync(() => _desk.Output.Contains("gateway | a request\n", StringComparison.Ordinal), "The line did not come.");
        _server.Following.Writer.Complete();

        Assert.Equal(0, await running);
        Assert.Equal(
            ["gateway | a request", "gateway | gateway has started", "postgres | postgres has started"],
            _desk.Output.TrimEnd().Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Says_that_the_app_host_has_ended()
    {
        var running = _desk.RunAsync("logs", "gateway", "-f");
        await Poll.UntilAsync(() => _desk.Output.Length > 0, "The first line did not come.");
        _server.Following.Writer.TryWrite("abort");

        Assert.Equal(1, await running);
        Assert.Equal("notify: the AppHost ended while its resources' output was followed.\n", _desk.Errors);
    }

    [Fact]
    public async Task Ends_when_interrupted()
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(TestLimits.Token);
        var running = CommandIndex.RunAsync(["logs", "gateway", "-f"], _desk.Around, interrupt.Token);
        await Poll.UntilAsync(() => _desk.Output.Length > 0, "The first line did not come.");

        await interrupt.CancelAsync();

        Assert.Equal(130, await running);
    }
}
