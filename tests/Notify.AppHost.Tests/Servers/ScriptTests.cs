using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Servers;

/// <summary>The start scripts of the servers, where something is in their way.</summary>
public sealed class ScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TcpListener other = new(IPAddress.Loopback, 0);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        other.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("rabbitmq.sh", "epmd", "Erlang", "rabbitmq-server")]
    [InlineData("redis.sh", "redis-server", "Redis", "redis-server")]
    public async Task A_missing_program_is_named_with_what_installs_it(string script, string program, string product, string package)
    {
        var (code, output) = await RunAsync(script, FreePort(), onlyBasics: true);

        Assert.Equal((1, $"'test' needs the program '{program}', which is not on this machine. Install {product} (on Debian: apt-get install {package}), or start Docker or Podman.\n"), (code, output));
    }

    [Theory]
    [InlineData("postgres.sh")]
    [InlineData("rabbitmq.sh")]
    [InlineData("redis.sh")]
    public async Task A_taken_port_is_named_with_the_command_that_finds_who_has_it(string script)
    {
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (code, output) = await RunAsync(script, port);

        Assert.Equal(1, code);
        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Port {port} of 'test' is taken by another program. Stop that program (find it with: ss -ltnp 'sport = :{port}'), or give 'test' another port.\n"),
            output);
    }

    [Fact]
    public async Task What_a_killed_application_left_is_ended_by_the_next_start()
    {
        using var leftover = Process.Start("sleep", "1000");
        await NoteAsync(leftover.Id, ProcessTable.Find(leftover.Id)?.Start);

        using var server = await StartRedisAsync();

        await leftover.WaitForExitAsync(Cancellation);
        Assert.Equal(137, leftover.ExitCode);
        server.Kill(entireProcessTree: true);
    }

    [Fact]
    public async Task A_process_that_took_over_the_id_of_a_leftover_is_left_alone()
    {
        using var stranger = Process.Start("sleep", "1000");
        await NoteAsync(stranger.Id, "12345");

        using var server = await StartRedisAsync();

        Assert.False(stranger.HasExited);
        stranger.Kill();
        server.Kill(entireProcessTree: true);
    }

    private string Data => Path.Combine(folder.Path, "test");

    private Task NoteAsync(int id, string? start) => File.WriteAllTextAsync(Data + ".pid", string.Create(CultureInfo.InvariantCulture, $"{id} {start}\n"), Cancellation);

    private async Task<Process> StartRedisAsync()
    {
        var note = await File.ReadAllTextAsync(Data + ".pid", Cancellation);
        var server = Process.Start(Start("redis.sh", FreePort()))!; // null only with UseShellExecute
        await Eventually.HoldsAsync(async () => File.Exists(Data + ".pid") && await File.ReadAllTextAsync(Data + ".pid", Cancellation) is { Length: > 0 } now && now != note, "Redis has started");
        return server;
    }

    private async Task<(int Code, string Output)> RunAsync(string script, int port, bool onlyBasics = false)
    {
        var start = Start(script, port);
        if (onlyBasics)
        {
            start.Environment["PATH"] = Basics();
        }

        using var process = Process.Start(start)!; // null only with UseShellExecute
        var outputs = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, string.Concat(outputs));
    }

    /// <summary>A PATH with what the scripts use, but no server.</summary>
    private string Basics()
    {
        var basics = Directory.CreateDirectory(Path.Combine(folder.Path, "basics")).FullName;
        foreach (var program in new[] { "bash", "dirname", "mkdir", "cut", "sort", "tail", "id", "cat", "chown", "setpriv", "sleep", "rm", "chmod", "readlink" })
        {
            File.CreateSymbolicLink(Path.Combine(basics, program), File.Exists($"/usr/bin/{program}") ? $"/usr/bin/{program}" : $"/bin/{program}");
        }

        return basics;
    }

    private ProcessStartInfo Start(string script, int port) => new("/bin/bash", [Path.Combine(AppContext.BaseDirectory, "LocalServers", "Scripts", script)])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["NAME"] = "test", ["DATA"] = Data, ["PORT"] = port.ToString(CultureInfo.InvariantCulture), ["REDIS_PASSWORD"] = "secret",
            ["POSTGRES_USER"] = "postgres", ["POSTGRES_PASSWORD"] = "secret", ["RABBITMQ_DEFAULT_USER"] = "guest", ["RABBITMQ_DEFAULT_PASS"] = "secret",
        },
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
