using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Commands;

public sealed class BenchTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" accept --json", "accept", "--json")]
    [InlineData(" accept --json", "--json", "accept")]
    public async Task Runs_the_benchmarks_that_were_asked_for_and_ends_as_they_do(string expected, params string[] arguments)
    {
        using var desk = new Desk();
        desk.Programs.Add("curl", "node", "npm", "setpriv", "initdb", "rabbitmq-server", "redis-server").AddNoting("dotnet", "exit 5");

        var code = await desk.RunAsync(["bench", .. arguments]);

        Assert.Equal([$"dotnet run -c Release -v q --project tests/Notify.Benchmarks --{expected}"], (await desk.Programs.CallsAsync()).Select(static call => call.TrimEnd()));
        Assert.Equal(5, code);
    }
}
