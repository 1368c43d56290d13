using Notify.Cli.Installing;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Installing;

/// <summary>Which packages are missed on which machine.</summary>
public sealed class NeedsTests : IDisposable
{
    private const string Servers = "postgresql rabbitmq-server redis-server";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_bare_machine_misses_everything()
    {
        Assert.Equal($"curl nodejs npm util-linux {Servers}", await MissingAsync());
        Assert.Equal($"curl nodejs npm util-linux {Servers} python3 python3-aiosmtpd postfix docker-compose openssl", await MissingAsync(forTests: true));
    }

    [Fact]
    public async Task Every_program_that_is_there_makes_its_package_needless()
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server", "redis-server", "python3", "postfix", "docker-compose", "openssl");

        Assert.Equal("", await MissingAsync());
        Assert.Equal("python3-aiosmtpd", await MissingAsync(forTests: true));
    }

    [Fact]
    public async Task Npm_that_came_with_node_is_not_asked_for_again()
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server");

        Assert.Equal("redis-server", await MissingAsync());
    }

    [Fact]
    public async Task Servers_are_found_where_debian_hides_them()
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv");
        Add("root", "usr", "lib", "postgresql", "15", "bin", "initdb");
        Add("root", "usr", "sbin", "rabbitmq-server");

        Assert.Equal("redis-server", await MissingAsync());
    }

    [Fact]
    public async Task A_file_that_nobody_may_run_is_no_program()
    {
        await _desk.WriteAsync("", "root", "usr", "sbin", "redis-server");

        Assert.EndsWith(" redis-server", await MissingAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("podman")]
    public async Task Where_a_container_engine_answers_no_server_is_needed(string engine)
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv").Add(engine, "[ \"$*\" = 'version --format {{.Server.Version}}' ]");

        Assert.Equal("", await MissingAsync());
    }

    [Theory]
    [InlineData("one that refuses", "exit 1")]
    [InlineData("one that hangs", "exec sleep infinity")]
    public async Task Where_no_container_engine_answers_servers_are_needed(string engine, string script)
    {
        Assert.NotEmpty(engine);
        _desk.Programs.Link("sleep").Add("curl", "node", "npm", "setpriv").Add("docker", script);

        Assert.Equal(Servers, await MissingAsync());
    }

    [Fact]
    public async Task Only_the_chosen_engine_is_asked()
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv", "docker").Add("podman", "exit 1");
        _desk.Around = _desk.Around with { Variables = new Dictionary<string, string>(_desk.Around.Variables) { ["ASPIRE_CONTAINER_RUNTIME"] = "podman" } };

        Assert.Equal(Servers, await MissingAsync());
    }

    [Theory]
    [InlineData("exit 0", "")]
    [InlineData("exit 1", "python3-aiosmtpd")]
    public async Task Debians_own_python_must_have_the_module(string script, string missing)
    {
        _desk.Programs.Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server", "redis-server", "python3", "postfix", "docker-compose", "openssl");
        new FakePrograms(Directory.CreateDirectory(_desk.Path("root", "usr", "bin")).FullName).Add("python3", $"[ \"$*\" = '-c import aiosmtpd' ] && {script}");

        Assert.Equal(missing, await MissingAsync(forTests: true));
    }

    private async Task<string> MissingAsync(bool forTests = false) =>
        string.Join(' ', (await Needs.MissingAsync(_desk.Around, forTests, TestLimits.Token)).Select(static need => need.Package));

    private void Add(params string[] path) => new FakePrograms(Directory.CreateDirectory(_desk.Path(path.AsSpan(..^1))).FullName).Add(path[^1]);
}
