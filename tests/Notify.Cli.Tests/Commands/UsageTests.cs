using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Commands;

public sealed class UsageTests
{
    [Theory]
    [InlineData("Unrecognized command or argument 'dance'.\nTry ./notify --help", "dance")]
    [InlineData("Unrecognized command or argument '--loud'.\nTry ./notify up --help", "up", "--loud")]
    [InlineData("Unrecognized command or argument '--loud'.\nTry ./notify down --help", "down", "--loud")]
    [InlineData("Unrecognized command or argument 'postgres'.\nTry ./notify status --help", "status", "postgres")]
    [InlineData("Unrecognized command or argument 'redis'.\nTry ./notify logs --help", "logs", "postgres", "redis")]
    [InlineData("Unrecognized command or argument '--loud'.\nTry ./notify bench --help", "bench", "--loud")]
    [InlineData("Unrecognized command or argument '--loud'.\nTry ./notify logs --help", "logs", "--loud")]
    [InlineData("Unrecognized command or argument '--loud'.\nTry ./notify test --help", "test", "--loud")]
    [InlineData("--at-once is '0' but must be a number above 0.\nTry ./notify test --help", "test", "--at-once", "0")]
    public async Task What_is_not_understood_is_told_and_nothing_done(string expected, params string[] arguments)
    {
        using var desk = new Desk();

        var code = await desk.RunAsync(arguments);

        Assert.Equal((2, $"notify: {expected}\n", ""), (code, desk.Errors, desk.Output));
    }

    [Theory]
    [InlineData]
    [InlineData("help")]
    [InlineData("--help")]
    public async Task Help_names_every_command(params string[] arguments)
    {
        using var desk = new Desk();

        var code = await desk.RunAsync(arguments);

        Assert.All(
            CommandIndex.Create(desk.Around).Subcommands,
            command => Assert.Matches($@"(?m)^  {command.Name}\b.+{command.Description![..10]}", desk.Output));
        Assert.Contains("Usage:\n  ./notify [command] [options]\n", desk.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (code, desk.Errors));
    }
}
