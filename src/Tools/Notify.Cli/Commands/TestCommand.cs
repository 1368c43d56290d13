using System.CommandLine;
using Notify.Cli.Installing;
using Notify.Cli.Processes;
using Notify.Cli.Testing;

namespace Notify.Cli.Commands;

/// <summary>Builds everything and runs the tests.</summary>
internal sealed class TestCommand : Command
{
    public TestCommand(Surroundings around) : base("test", "runs all tests, or some; ends with the line 'N passed, N failed'")
    {
        var filter = new Argument<string?>("filter") { Arity = ArgumentArity.ZeroOrOne, Description = "a dotnet test filter, such as FullyQualifiedName~RetryTests" };
        var atOnce = new Option<int>("--at-once") { HelpName = "N", Description = "how many test projects run at the same time", DefaultValueFactory = static _ => 1 };
        atOnce.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var count) && count > 0))
                result.AddError($"--at-once is '{token.Value}' but must be a number above 0.");
        });
        Arguments.Add(filter.NoOption());
        Options.Add(atOnce);
        SetAction((asked, cancellationToken) => RunAsync(around, asked.GetValue(filter), asked.GetValue(atOnce), cancellationToken));
    }

    private static async Task<int> RunAsync(Surroundings around, string? filter, int atOnce, CancellationToken cancellationToken)
    {
        await new Installer(around).EnsureAsync(forTests: true, isAgreed: true, cancellationToken);
        await DotnetBuild.RunAsync(around, "Notify.sln", cancellationToken);
        var totals = await new TestRun(around, filter).RunAsync(atOnce, cancellationToken);
        if (totals is { Passed: 0, Failed: 0 })
            around.Say($"No test ran{(filter is null ? "" : $" for the filter '{filter}'")}.");

        await around.Output.WriteLineAsync(totals.ToString());
        return totals is { Passed: > 0, Failed: 0 } ? 0 : 1;
    }
}
