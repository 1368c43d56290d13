using System.Text.Json;
using Notify.Cli.Processes;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Running;

public sealed class StatusTests : IAsyncLifetime
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
    public async Task Shows_addresses_and_a_table()
    {
        var code = await _desk.RunAsync("status");

        Assert.Equal(
            $"""
            dashboard  http://localhost:15080/login?t=abc
            gateway    {_server.Url}
            mailbox    {_server.Url}
            API key    key-1

            RESOURCE  STATE     HEALTH     PROCESS  REASON
            postgres  Running   Healthy    42
            migrator  Finished  -          -
            gateway   Exited    Unhealthy  -        It [ended] with exit code 3.

            """,
            _desk.Output);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Hands_the_document_on_to_programs()
    {
        await _desk.RunAsync("status", "--json");

        Assert.Equal(_server.Status.Replace("{url}", _server.Url, StringComparison.Ordinal) + "\n", _desk.Output);
        Assert.Equal("key-1", JsonDocument.Parse(_desk.Output).RootElement.GetProperty("apiKey").GetString());
    }

    [Fact]
    public async Task Prints_what_a_shell_needs()
    {
        _server.Status = """{"gateway":"http://localhost:5080","mailbox":null,"apiKey":"it's","resources":[]}""";

        var code = await _desk.RunAsync("env");

        Assert.Equal("export gateway='http://localhost:5080'\nexport key='it'\\''s'\n", _desk.Output);
        Assert.Equal("notify: there is no mailbox. ./notify status says more.\n", _desk.Errors);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Does_not_start_a_second_system()
    {
        var code = await _desk.RunAsync("up", "--detach");

        Assert.Equal("Already running:\n", _desk.Errors);
        Assert.StartsWith("dashboard  http://localhost:15080/login?t=abc\n", _desk.Output, StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Says_when_the_app_host_does_not_answer()
    {
        await _server.DisposeAsync();

        var code = await _desk.RunAsync("status");

        Assert.StartsWith($"notify: the AppHost (process {Environment.ProcessId}) does not answer at ", _desk.Errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Says_when_the_app_host_refuses()
    {
        await _desk.WriteAppHostAsync(Environment.ProcessId, ProcessStart.Of(Environment.ProcessId)!, _server.Url, token: "of another run");

        var code = await _desk.RunAsync("status");

        Assert.Equal((1, "notify: the AppHost answered 401.\n"), (code, _desk.Errors));
    }

    [Theory]
    [InlineData("a process that is gone", int.MaxValue, "1")]
    [InlineData("a reused id", 1, "1")]
    public async Task Nothing_runs_when_the_file_is_of(string what, int pid, string started)
    {
        Assert.NotEmpty(what);
        await _desk.WriteAppHostAsync(pid, started, _server.Url);

        var code = await _desk.RunAsync("status");

        Assert.Equal((1, $"notify: nothing runs with the state folder {_desk.Home}. Start it: ./notify up\n"), (code, _desk.Errors));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"pid\": 1, \"sta")]
    [InlineData("{\"pid\": 1, \"started\": \"1\"}")]
    public async Task Nothing_runs_when_the_file_is_not_whole(string text)
    {
        await _desk.WriteAsync(text, "home", "apphost.json");

        Assert.Equal(1, await _desk.RunAsync("status"));
        Assert.Equal(0, await _desk.RunAsync("down"));
        Assert.EndsWith($"Nothing runs with the state folder {_desk.Home}.\n", _desk.Errors, StringComparison.Ordinal);
    }
}
