using Notify.Cli.Installing;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Installing;

/// <summary>Whether, how and with what consent packages are installed; apt-get is a script that makes the programs.</summary>
public sealed class InstallerTests : IDisposable
{
    private readonly Desk _desk = new();

    public InstallerTests() => _desk.Programs.Link("env").Add("curl", "node", "npm", "setpriv", "initdb").AddNoting("apt-get", Install).AddNoting("service");

    private string Install => $$"""
        echo "apt-get says $*; RUNLEVEL=$RUNLEVEL"
        [ "$1" = install ] || exit 0
        for package in "${@:4}"; do printf '#!/bin/bash\n' >'{{_desk.Programs.Folder}}'/"$package"; '{{_desk.Programs.Folder}}'/chmod +x '{{_desk.Programs.Folder}}'/"$package"; done
        """;

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Installs_and_stops_exactly_what_it_has_installed()
    {
        _desk.Programs.Link("chmod");

        await EnsureAsync(isAgreed: true);

        Assert.Equal(
            [
                "apt-get update", "apt-get install -y --no-install-recommends rabbitmq-server redis-server",
                "service rabbitmq-server stop", "service redis-server stop",
            ],
            await _desk.Programs.CallsAsync());
        Assert.Equal(
            $"""
            Missing: rabbitmq-server redis-server.
            Running: apt-get update && apt-get install -y --no-install-recommends rabbitmq-server redis-server (output in {_desk.Path("home", "install.log")})
            Installed rabbitmq-server redis-server; stopped and disabled the system's own rabbitmq-server redis-server: Notify runs private instances.

            """,
            _desk.Errors);
        Assert.Contains("; RUNLEVEL=1\n", await File.ReadAllTextAsync(_desk.Path("home", "install.log"), TestLimits.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disables_services_where_systemd_runs_them()
    {
        _desk.Programs.Link("chmod").AddNoting("systemctl", "exit 1");
        Directory.CreateDirectory(_desk.Path("root", "run", "systemd", "system"));

        await EnsureAsync(isAgreed: true);

        Assert.Equal(["systemctl disable --now rabbitmq-server", "systemctl disable --now redis-server"], (await _desk.Programs.CallsAsync())[2..]);
    }

    [Fact]
    public async Task Asks_sudo_when_it_is_not_root()
    {
        _desk.Programs.Link("chmod").AddNoting("sudo", "exec \"$@\"");
        _desk.Around = _desk.Around with { Machine = new([_desk.Programs.Folder], _desk.Path("root")) { IsRoot = false } };

        await EnsureAsync(isAgreed: true);

        Assert.Equal("sudo apt-get update", (await _desk.Programs.CallsAsync())[0]);
        Assert.Contains("sudo env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y", string.Join('\n', await _desk.Programs.CallsAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false, "", "", true)] // --yes
    [InlineData(false, true, "", "", true)] // no terminal
    [InlineData(false, false, "true", "", true)] // CI
    [InlineData(false, false, "", "\n", true)]
    [InlineData(false, false, "", "yes\n", true)]
    [InlineData(false, false, "", "No\n", false)]
    [InlineData(false, false, "", "", false)] // the terminal was closed
    public async Task Installs_only_with_consent(bool isAgreed, bool isWithoutTerminal, string ci, string answer, bool isInstalled)
    {
        _desk.Programs.Link("chmod");
        _desk.Around = _desk.Around with
        {
            IsInteractive = !isWithoutTerminal,
            Input = new StringReader(answer),
            Variables = new Dictionary<string, string>(_desk.Around.Variables) { ["CI"] = ci },
        };

        var refused = await Record.ExceptionAsync(() => EnsureAsync(isAgreed));

        Assert.Equal(
            isInstalled ? null : "not installed. Install them yourself, or start Docker or Podman: rabbitmq-server redis-server", (refused as FailureException)?.Message);
        Assert.Equal(isInstalled, (await _desk.Programs.CallsAsync()).Length > 0);
    }

    [Fact]
    public async Task Tells_what_apt_get_said_when_it_fails()
    {
        _desk.Programs.Add("apt-get", "echo 'E: no network'; exit 100");

        var failure = await Assert.ThrowsAsync<FailureException>(() => EnsureAsync(isAgreed: true));

        Assert.Equal("apt-get update failed.", failure.Message);
        Assert.EndsWith("\nE: no network\n", _desk.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_that_a_program_is_missing_all_the_same()
    {
        _desk.Programs.Add("apt-get");

        var failure = await Assert.ThrowsAsync<FailureException>(() => EnsureAsync(isAgreed: true));

        Assert.Equal($"'rabbitmq-server' is still missing after the installation; see {_desk.Path("home", "install.log")}.", failure.Message);
    }

    [Fact]
    public async Task Says_what_to_do_where_it_cannot_install()
    {
        _desk.Around = _desk.Around with { Machine = new([_desk.Programs.Folder], _desk.Path("root")) { IsRoot = false } };
        var withoutSudo = await Assert.ThrowsAsync<FailureException>(() => EnsureAsync(isAgreed: true));
        File.Delete(Path.Combine(_desk.Programs.Folder, "apt-get"));
        var withoutApt = await Assert.ThrowsAsync<FailureException>(() => EnsureAsync(isAgreed: true));

        Assert.Equal("installing needs root or sudo. As root: apt-get update && apt-get install -y rabbitmq-server redis-server", withoutSudo.Message);
        Assert.Equal("no apt-get here. Install these yourself, or start Docker or Podman: rabbitmq-server redis-server", withoutApt.Message);
    }

    private Task EnsureAsync(bool isAgreed) => new Installer(_desk.Around).EnsureAsync(forTests: false, isAgreed, TestLimits.Token);
}
